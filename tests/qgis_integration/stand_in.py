"""Speaks the engine's protocol and answers any run with made-up results; started as a process by the tests.

The seed chooses what it does: 0 answers, 1 refuses, 2 says nothing and ends, 3 works on a partial file for ever and ignores SIGTERM.
"""
import json
import os
import shutil
import signal
import sys
import time


def send(message_type, **values):
    sys.stdout.write(json.dumps({"protocol": 1, "type": message_type, **values}) + "\n")
    sys.stdout.flush()


def write_layer(path, lines):
    from osgeo import ogr, osr

    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = dataset.CreateLayer("tiepoints", crs, ogr.wkbLineString if lines else ogr.wkbPoint)
    reals = ["target_px", "target_py", "target_x", "target_y", "reference_x", "reference_y", "dx", "dy", "shift", "score", "residual",
             "loo_residual"]
    layer.CreateField(ogr.FieldDefn("id", ogr.OFTInteger))
    for name in reals:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTReal))
    for name in ("inlier", "enabled"):
        field = ogr.FieldDefn(name, ogr.OFTInteger)
        field.SetSubType(ogr.OFSTBoolean)
        layer.CreateField(field)
    layer.CreateField(ogr.FieldDefn("method", ogr.OFTString))
    for index in range(12):
        x, y = 500005.0 + 10 * (index % 4), 4999995.0 - 10 * (index // 4)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["id"] = index + 1
        values = 1, 1, x + 0.3, y + 0.4, x, y, -0.3, -0.4, 0.5, 0.9, 0.2 * index, 0.3
        for position, name in enumerate(reals):
            feature[name] = float(values[position])
        feature["inlier"], feature["enabled"], feature["method"] = 1, int(index != 5), "phase"
        shape = f"LINESTRING ({x + 0.3} {y + 0.4}, {x} {y})" if lines else f"POINT ({x} {y})"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
        layer.CreateFeature(feature)


def serve(request):
    options = request["options"]
    send("log", id=request["id"], level="info", message="options " + json.dumps(options, sort_keys=True))
    send("log", id=request["id"], level="warning", message="beware")
    for index in range(5):
        send("progress", id=request["id"], fraction=index / 5, message=f"Matching {index} of 5", remaining=12.0)
    if options["seed"] == 1:
        send("error", id=request["id"], kind="AlignmentError", message="Only 3 tie points agree.", hint="Choose another method.",
             traceback="Traceback (most recent call last): secret")
        return
    if options["seed"] == 2:
        os._exit(7)
    if options["seed"] == 3:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        folder, name = os.path.split(options["output"])
        partial = os.path.join(folder, f".{name}.0123.partial.tif")
        send("partial", event="open", path=partial)
        for path in (partial, partial + ".aux.xml"):
            with open(path, "wb") as file:
                file.write(b"half")
        send("progress", id=request["id"], fraction=0.5, message="Warping", remaining=None)
        time.sleep(600)
    for name in ("tiepoints", "shift_lines", "output"):
        path = options.get(name, "")
        if path.endswith(".gpkg"):
            write_layer(path, name == "shift_lines")
    for name in ("output", "heatmap"):
        if options.get(name, "").endswith(".tif"):
            shutil.copy(options["target"], options[name])
    for name in ("gcps", "solution", "report"):
        if options.get(name):
            with open(options[name], "w") as file:
                file.write(name)
    send("result", id=request["id"], result={"SUCCESS": True, "METHOD_USED": "phase", "TRANSFORM_USED": "shift", "TIEPOINT_COUNT": 11,
                                             "RMSE_PX": 0.25, "RMSE": 0.25, "CE90": 0.4, "MEDIAN_SHIFT_X": -0.3, "MEDIAN_SHIFT_Y": -0.4,
                                             "VERDICT": "good", "PRIVATE": 1})


if __name__ == "__main__":
    send("ready", python="3.11.2", pid=os.getpid())
    for line in sys.stdin:
        serve(json.loads(line))
