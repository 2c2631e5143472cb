"""An engine for tests: ``bad`` is refused, ``crash`` ends it, anything else is answered with its process after ``seconds``."""
import json
import os
import sys
import time


def send(message_type, **values):
    sys.stdout.write(json.dumps({"protocol": 1, "type": message_type, **values}) + "\n")
    sys.stdout.flush()


send("ready", python="3.11.2", pid=os.getpid())
for line in sys.stdin:
    request = json.loads(line)
    if request["job"] == "bad":
        send("error", id=request["id"], kind="GeometryError", message="Too few points.", hint="Add some.")
        continue
    if request["job"] == "crash":
        os._exit(7)
    send("progress", id=request["id"], fraction=0.5, message="Half", remaining=None)
    time.sleep(request["options"].get("seconds", 0))
    send("result", id=request["id"], result={"PID": os.getpid()})
