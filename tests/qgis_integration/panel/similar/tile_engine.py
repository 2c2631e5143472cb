"""An engine of similar tiles for tests: what is alike is told by the number of a tile alone. Started as a process.

Tiles are found in the order of their numbers, examples left out, with three bits of distance a rank. What it was asked is written beside
the index, one line a request. A COUNT of 7 is refused, one of 9 never ends.
"""
import json
import os
import sys
import time

from osgeo import ogr, osr


def send(message_type, **values):
    sys.stdout.write(json.dumps({"protocol": 1, "type": message_type, **values}) + "\n")
    sys.stdout.flush()


def tiles(path):
    """Numbers of the tiles of a layer."""
    file = ogr.Open(path) if path else None
    return [feature["tile"] for feature in file.GetLayer(0)] if file else []


def search(number, options):
    index = ogr.Open(options["index"])
    layer = index.GetLayerByName("tiles")
    good, bad = tiles(options.get("query_tiles")), tiles(options.get("negative_tiles"))
    with open(options["index"] + ".asked", "a") as file:
        file.write(json.dumps({"good": sorted(good), "bad": sorted(bad), "area": options.get("query_extent", "")}) + "\n")
    send("progress", id=number, fraction=0.4, message="Searching 12 tiles", remaining=9.0)
    if options["count"] == 7:
        send("error", id=number, kind="RasterError", message="None of the 12 tiles that were searched fulfils the conditions.",
             hint="Allow a larger MAX_DISTANCE, or a smaller EXCLUDE_RADIUS.")
        return
    if options["count"] == 9:
        time.sleep(600)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    out = ogr.GetDriverByName("GPKG").CreateDataSource(options["output"])
    made = out.CreateLayer("similar", crs, ogr.wkbPolygon)
    for name, kind in (("rank", ogr.OFTInteger), ("distance", ogr.OFTInteger), ("similarity", ogr.OFTReal)):
        made.CreateField(ogr.FieldDefn(name, kind))
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(column).GetName() for column in range(definition.GetFieldCount())]
    for column, name in enumerate(names):
        made.CreateField(ogr.FieldDefn(name, definition.GetFieldDefn(column).GetType()))
    found = [feature for feature in layer if feature["tile"] not in good + bad][: options["count"]]
    for rank, feature in enumerate(found, 1):
        row = ogr.Feature(made.GetLayerDefn())
        row["rank"], row["distance"], row["similarity"] = rank, 3 * rank, 1.0 - 0.05 * rank
        for name in names:
            row[name] = feature[name]
        row.SetGeometry(feature.GetGeometryRef().Clone())
        made.CreateFeature(row)
    made = out = None
    send("result", id=number, result={"FOUND": len(found), "EXAMPLES": 1 + len(good), "SEARCHED": 12, "BEST_DISTANCE": 3})


if __name__ == "__main__":
    send("ready", python="3.11.2", pid=os.getpid())
    for line in sys.stdin:
        request = json.loads(line)
        search(request["id"], request["options"])
