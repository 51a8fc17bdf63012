"""What is PostgreSQL's own: first come, moments, old tables, failures in one line, and how one asks for it.

That the history works on it as on a file is shown by the tests of ``test_store``, ``test_store_keeping`` and
``test_store_routines``, which run on both.
"""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, inspect, select

from formcheck.store import Run, StepOf, Store, StoreError
from formcheck.store.home import connect
from formcheck.store.tables import SessionRow
from formcheck.store.writing import Writing
from postgres import Server
from shell import formcheck
from test_store import LUNGE, RECORDED, begin, record, steps
from web_server import running

# What the first version would have written on a server: never changed, whatever becomes of the tables.
VERSION_1 = """
CREATE TABLE schema_version (version INTEGER NOT NULL, PRIMARY KEY (version));
INSERT INTO schema_version VALUES (1);
CREATE TABLE session (id VARCHAR(36) NOT NULL, started_at TIMESTAMP NOT NULL, utc_offset_s INTEGER NOT NULL,
  exercise VARCHAR NOT NULL, source_kind VARCHAR NOT NULL, source VARCHAR NOT NULL, plan JSON,
  software_version VARCHAR NOT NULL, signals JSON NOT NULL, view VARCHAR NOT NULL,
  duration_s DOUBLE PRECISION NOT NULL, reps INTEGER NOT NULL, good_reps INTEGER NOT NULL,
  about JSON NOT NULL, finished BOOLEAN NOT NULL, complete BOOLEAN NOT NULL, PRIMARY KEY (id));
CREATE TABLE rep (id SERIAL NOT NULL, session_id VARCHAR(36) NOT NULL, number INTEGER NOT NULL, side VARCHAR,
  start_s DOUBLE PRECISION NOT NULL, peak_s DOUBLE PRECISION NOT NULL, end_s DOUBLE PRECISION NOT NULL,
  range DOUBLE PRECISION, range_unit VARCHAR NOT NULL, out_s DOUBLE PRECISION NOT NULL,
  hold_s DOUBLE PRECISION NOT NULL, back_s DOUBLE PRECISION NOT NULL, quality DOUBLE PRECISION,
  faults JSON NOT NULL, PRIMARY KEY (id),
  FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE);
CREATE TABLE fault (id SERIAL NOT NULL, session_id VARCHAR(36) NOT NULL, name VARCHAR NOT NULL,
  title VARCHAR NOT NULL, side VARCHAR, rep INTEGER NOT NULL, t_s DOUBLE PRECISION NOT NULL,
  value DOUBLE PRECISION, limit_value DOUBLE PRECISION, unit VARCHAR NOT NULL,
  standard_error DOUBLE PRECISION, severity VARCHAR NOT NULL, cue VARCHAR NOT NULL, PRIMARY KEY (id),
  FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE);
CREATE TABLE hold (id SERIAL NOT NULL, session_id VARCHAR(36) NOT NULL, start_s DOUBLE PRECISION NOT NULL,
  end_s DOUBLE PRECISION NOT NULL, side VARCHAR, PRIMARY KEY (id),
  FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE);
CREATE TABLE chunk (id SERIAL NOT NULL, session_id VARCHAR(36) NOT NULL, start_s DOUBLE PRECISION NOT NULL,
  end_s DOUBLE PRECISION NOT NULL, width_px INTEGER NOT NULL, height_px INTEGER NOT NULL,
  times BYTEA NOT NULL, signals BYTEA NOT NULL, points BYTEA NOT NULL, PRIMARY KEY (id),
  FOREIGN KEY(session_id) REFERENCES session (id) ON DELETE CASCADE);
INSERT INTO session VALUES ('945283cf-df7b-4c18-9feb-c71577df8125', '2026-11-21 09:18:48.203416', 3600,
  'lunge', 'clip', 'old.mp4', '{"sets": 2}', '0.1.0', '["leg_bend_deg", "progress"]', 'front', 9.5, 1, 1,
  '{"frames": 285, "frames_with_person": 280, "reps_by_side": {"left": 1, "right": 0}, "partials": 0,
    "not_checked": [], "side_difference": null, "dropped": [], "warnings": [], "notes": []}', true, true);
INSERT INTO rep (session_id, number, side, start_s, peak_s, end_s, range, range_unit, out_s, hold_s, back_s,
  quality, faults) VALUES ('945283cf-df7b-4c18-9feb-c71577df8125', 1, 'left', 1.5, 2.5, 3.5, 80.25, 'deg',
  0.5, 1.0, 0.5, 99.5, '["hip_drop"]');
"""
OLD_ID = "945283cf-df7b-4c18-9feb-c71577df8125"


def columns(url: str) -> dict[str, set[str]]:
    engine = connect(url, Path())
    found = inspect(engine)
    names = {table: {c["name"] for c in found.get_columns(table)} for table in found.get_table_names()}
    engine.dispose()
    return names


def write_old(url: str) -> None:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for statement in VERSION_1.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    engine.dispose()


def test_old_tables_are_brought_up_to_date(
    postgres_url: str, postgres_server: Server, tmp_path: Path
) -> None:
    write_old(postgres_url)
    with Store(postgres_url, tmp_path) as store:
        stored = store.session(OLD_ID)
        assert (stored.result.repetitions[0].range, stored.summary.surface) == (80.25, "floor")
        record(store, routine=StepOf(Run(name="a", title="A", steps=()), 1))
        assert len(store.sessions()) == 2
    postgres_server.execute("CREATE SCHEMA fresh")
    fresh = postgres_server.url(schema="fresh")
    Store(fresh, tmp_path).close()
    assert columns(postgres_url) == columns(fresh)


def at_once(number: int, work: Callable[[int], object]) -> list[Exception]:
    """What went wrong when so many did it at the same time."""
    troubles: list[Exception] = []
    start = threading.Barrier(number)

    def one(i: int) -> None:
        start.wait()
        try:
            work(i)
        except Exception as error:
            troubles.append(error)

    threads = [threading.Thread(target=one, args=(i,)) for i in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return troubles


def test_many_may_be_the_first(postgres_url: str, tmp_path: Path) -> None:
    assert at_once(6, lambda _: Store(postgres_url, tmp_path).close()) == []
    assert Store(postgres_url, tmp_path).sessions() == []


def test_a_routine_is_begun_and_tidied_up_at_once(postgres_url: str, tmp_path: Path) -> None:
    run = Run(name="a", title="A", steps=())

    def begin_and_delete(i: int) -> None:
        with Store(postgres_url, tmp_path) as store:
            for _ in range(5):
                begun = begin(store, routine=StepOf(run, i)).id
                if i % 2:
                    store.delete(begun)

    assert at_once(6, begin_and_delete) == []
    with Store(postgres_url, tmp_path) as store:
        assert len(store.sessions()) == 15
        assert [done.id for done in store.routines()] == [run.id]


def test_a_reader_sees_one_moment(postgres_url: str, tmp_path: Path) -> None:
    with Store(postgres_url, tmp_path) as store:
        session_id = record(store)
        engine, number = connect(postgres_url, tmp_path), select(func.count()).select_from(SessionRow)
        with Writing(engine, writes=False)() as db:
            assert db.scalar(number) == 1
            store.delete(session_id)
            assert db.scalar(number) == 1
        with Writing(engine, writes=False)() as db:
            assert db.scalar(number) == 0
        engine.dispose()


def test_a_server_that_was_started_anew_is_found_again(
    postgres_url: str, postgres_server: Server, tmp_path: Path
) -> None:
    with Store(postgres_url, tmp_path) as store:
        kept = record(store)
        postgres_server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        assert [session.id for session in store.sessions()] == [kept]


UNUSABLE = [
    ("refused", "postgresql://me:secret@127.0.0.1:9/name", "the server runs"),
    ("no-socket", "postgresql://me:secret@/name?host=/no/such/folder", "the server runs"),
    ("password-behind", "postgresql://127.0.0.1:9/name?password=secret", "the server runs"),
    ("old-spelling", "postgres://me:secret@127.0.0.1:9/name", "the server runs"),
    ("port", "postgresql://me:secret@127.0.0.1:none/name", "port"),
]


@pytest.mark.parametrize(("url", "says"), [row[1:] for row in UNUSABLE], ids=[row[0] for row in UNUSABLE])
def test_no_server_is_one_clear_line(tmp_path: Path, url: str, says: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError) as caught:
        Store(url, tmp_path)
    assert says in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_such_database_is_one_clear_line(postgres_server: Server, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match='database "nobody" does not exist') as caught:
        Store(postgres_server.url("nobody"), tmp_path)
    assert "\n" not in str(caught.value)


def test_without_the_driver_the_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'formcheck\[postgres\]'"):
        Store("postgresql://host/name", tmp_path)


def test_the_command_line_and_the_server_keep_it_there(postgres_url: str, tmp_path: Path) -> None:
    clip = RECORDED / f"{LUNGE[0]}.npz"
    words = ("count", clip, "--exercise", "lunge", "--save", "--data", tmp_path)
    assert "saved: formcheck report" in formcheck(*words, "--store", postgres_url).stderr
    assert list(tmp_path.iterdir()) == []
    listed = formcheck("history", "--data", tmp_path, FORMCHECK_STORE=postgres_url)
    assert "lunge" in listed.stdout, listed.stderr
    with running(tmp_path, store_url=postgres_url) as server, server.client() as client:
        (session,) = client.get("/api/sessions").json()
        assert session["reps"] == steps(*LUNGE)[1].reps
