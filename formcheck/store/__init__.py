"""The history: sessions as numbers in a database of the user's own, written repetition by repetition.

store = Store()                     # the user's data folder, another one, or any database URL
with store.begin("lunge", source_kind="camera", source_name="camera 0") as recorder:
for step in follow(...):
recorder.write(step)        # a sink: cheap a frame, one transaction a repetition
recorder.finish(result)
store.session(recorder.id).result   # the same result again
"""

from formcheck.store.chunks import Landmarks, Traces
from formcheck.store.home import StoreError, data_folder
from formcheck.store.keeper import Keeper
from formcheck.store.recorder import Recorder
from formcheck.store.runs import RoutineDone, Run, StepDone, StepOf
from formcheck.store.store import Store
from formcheck.store.stored import StoredSession, Summary
from formcheck.store.trends import Trends

__all__ = [
    "Keeper",
    "Landmarks",
    "Recorder",
    "RoutineDone",
    "Run",
    "StepDone",
    "StepOf",
    "Store",
    "StoreError",
    "StoredSession",
    "Summary",
    "Traces",
    "Trends",
    "data_folder",
]
