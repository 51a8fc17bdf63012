"""The pages in a real Chromium, with a sample clip as webcam and a real server behind them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from browser import CHROMIUM, LAPTOP, PHONE, Line, choose, chromium, go, grave, opened, stage, until, webcam
from formcheck.store import Store
from shell import SAMPLES, beginning
from test_store import record
from web_server import JSON, Running, finished, running, send

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here to show the pages: install chromium"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Running]:
    with running(folder / "data") as started:
        yield started


@pytest.fixture(scope="module")
def browser(folder: Path) -> Iterator[Browser]:
    with chromium(webcam(folder / "webcam.mjpeg")) as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Running) -> Iterator[Page]:
    with opened(browser, server.origin) as shown:
        go(shown, server.origin, "coach")
        yield shown


# What would be heard, where there is nobody to hear it.
LISTEN = """
globalThis.heard = {said: [], beeps: 0};
SpeechSynthesis.prototype.speak = (words) => { heard.said.push(words.text); };
OscillatorNode.prototype.start = OscillatorNode.prototype.stop = () => { heard.beeps += 0.5; };
"""


THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def start(page: Page, origin: str, **choice: object) -> None:
    choose(page, **choice)
    go(page, origin, "coach")
    page.click("#start")


def trained(page: Page, server: Running) -> JSON:
    """Finish the training under way and return the session that came of it."""
    page.get_by_role("button", name="Finish").click()
    page.wait_for_selector(".summary")
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        assert grave(page) == [], theme
    with page.expect_event("framenavigated"):
        page.get_by_role("link", name="See every repetition").click()
    page.wait_for_selector(".rep-table")
    with server.client() as client:
        session: JSON = client.get(f"/api/sessions/{page.url.rpartition('/')[2]}").json()
    return session


@pytest.mark.parametrize("mode", ["frames", "landmarks"])
def test_the_coach_counts_exactly_and_flags_the_planted_fault(page: Page, server: Running, mode: str) -> None:
    page.add_init_script(LISTEN)
    start(page, server.origin, mode=mode, isMuted=False)
    until(page, lambda now: now.get("reps") == "1")
    assert stage(page)["mode"] == mode
    page.wait_for_selector(".cue[data-kind='fault']:has-text('knee')")
    until(page, lambda now: now["reps"] == "2")
    # long enough for a repetition too many
    page.wait_for_timeout(1500)
    assert stage(page)["reps"] == "2"
    said, beeps = page.evaluate("() => [heard.said, heard.beeps]")
    assert {"three", "Go", "one", "two"} <= set(said)
    assert any("knee" in words.lower() for words in said)
    assert beeps == 2
    result = trained(page, server)["result"]
    assert (result["reps"], result["good_reps"], result["partials"]) == (2, 1, 0)
    assert {(f["name"], f["rep"]) for f in result["faults"]} == {("knee_collapse", 2)}


def test_a_cut_connection_comes_back_to_the_same_set(browser: Browser, server: Running) -> None:
    line = Line(server.port)
    try:
        with opened(browser, line.origin) as page:
            go(page, line.origin, "coach")
            start(page, line.origin, mode="landmarks", reps="5", sets="2")
            until(page, lambda now: now.get("reps") == "1")
            line.cut()
            until(page, lambda now: now["link"] == "lost")
            assert page.get_by_text("The connection was lost").is_visible()
            line.mend()
            until(page, lambda now: now["link"] == "open")
            until(page, lambda now: now["reps"] == "2")
            assert stage(page)["set"] == "1"
            assert trained(page, server)["result"]["reps"] == 2
    finally:
        line.close()


def test_pause_keys_an_unplugged_camera_and_a_reload(page: Page, server: Running) -> None:
    start(page, server.origin, mode="frames")
    until(page, lambda now: now.get("state") in ("countdown", "active"))
    page.keyboard.press("Space")
    until(page, lambda now: now["state"] == "paused")
    page.keyboard.press("Space")
    until(page, lambda now: now["state"] != "paused")
    page.evaluate(
        "() => { Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); delete document.hidden; }"
    )
    until(page, lambda now: now["state"] == "paused")
    assert page.get_by_text("this page was out of sight").is_visible()
    page.get_by_role("button", name="Go on").click()
    until(page, lambda now: now["state"] != "paused")
    page.evaluate(
        "() => document.querySelector('video').srcObject.getTracks()[0].dispatchEvent(new Event('ended'))"
    )
    assert page.get_by_text("The camera was unplugged").is_visible()
    page.locator(".notice").get_by_role("button", name="Go on").click()
    until(page, lambda now: "trouble" not in now and now["state"] != "paused")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    assert page.get_by_role("button", name="Sound off").is_visible()
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        assert grave(page) == []
    go(page, server.origin, "coach")
    page.get_by_role("button", name="Go on").click()
    until(page, lambda now: now.get("link") == "open" and now["state"] in ("countdown", "active"))
    page.keyboard.press("Escape")
    page.wait_for_selector("h1:has-text('Nothing was counted')")


def test_a_routine_put_together_goes_from_one_exercise_to_the_next(page: Page, server: Running) -> None:
    for name in ("squat", "bridge"):
        page.locator(f"input[value={name}]").check()
        page.get_by_role("button", name="Add to a routine").click()
    page.get_by_role("button", name="Start the routine").click()
    until(page, lambda now: now.get("state") == "resting")
    page.keyboard.press("n")
    until(page, lambda now: now["state"] in ("framing", "ready", "countdown"))
    page.get_by_role("button", name="Skip exercise").click()
    page.wait_for_selector(".stage[aria-label='Coaching: Bridge']")
    assert page.get_by_text("Exercise 2 of 2").is_visible()
    # away by the address bar: the training is over, not left open
    go(page, server.origin, "history")


def test_closed_pages_do_not_keep_the_next_one_out(browser: Browser, server: Running) -> None:
    for _ in range(server.settings.limits.picture_coaches + 1):
        with opened(browser, server.origin) as page:
            go(page, server.origin, "coach")
            start(page, server.origin, mode="frames")
            until(page, lambda now: now.get("state") in ("framing", "ready", "countdown", "active"))


def test_without_webassembly_the_server_looks(page: Page, server: Running) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    start(page, server.origin, mode="landmarks")
    until(page, lambda now: now.get("state") in ("framing", "ready", "countdown", "active"))
    assert stage(page)["mode"] == "frames"
    assert page.get_by_text("This browser cannot find the pose itself").is_visible()


def test_a_refused_camera_is_explained(browser: Browser, server: Running) -> None:
    with opened(browser, server.origin, camera=False) as page:
        go(page, server.origin, "coach/squat")
        page.click("#start")
        assert page.get_by_text("does not let formcheck use the camera").is_visible()
        assert stage(page)["trouble"] == "refused"
        page.context.grant_permissions(["camera"], origin=server.origin)
        page.get_by_role("button", name="Try again").click()
        until(page, lambda now: "trouble" not in now and now["state"] != "opening")
        page.get_by_role("button", name="Finish").click()
        page.wait_for_selector("h1:has-text('Nothing was counted')")


def test_a_missing_camera_is_explained(page: Page, server: Running) -> None:
    missing = "Promise.reject(new DOMException('none', 'NotFoundError'))"
    page.add_init_script(f"navigator.mediaDevices.getUserMedia = () => {missing}")
    go(page, server.origin, "coach/squat")
    page.click("#start")
    assert page.get_by_text("No camera was found").is_visible()
    page.get_by_role("button", name="Back").click()
    page.wait_for_selector("#start")


def test_an_uploaded_clip_becomes_a_result_with_its_video(page: Page, server: Running) -> None:
    go(page, server.origin, "analyze")
    page.set_input_files("#clips", [SAMPLES / "bridge_hips_low.mp4", SAMPLES / "README.md"])
    page.wait_for_selector(".job[data-state='failed'] .notice-fault")
    page.get_by_role("link", name="See the result").click(timeout=90_000)
    page.wait_for_selector("h1:has-text('Bridge')")
    assert page.locator(".rep-table tbody th").count() == 4
    assert page.locator(".flag-row:has-text('Hips too low')").count() == 2
    page.get_by_role("button", name="Repetition 3").press("Enter")
    page.wait_for_function("() => document.querySelector('video').currentTime > 7")
    assert page.locator("tr.is-now th").inner_text() == "3"
    page.get_by_role("button", name="Play").first.click()
    page.wait_for_function("() => document.querySelector('video').currentTime > 8.5")
    assert page.locator(".replay canvas").count() == 2
    page.get_by_role("button", name="Keep the clip").click()
    page.wait_for_selector("#keep[aria-pressed='true']")


def test_each_side_that_is_counted_by_itself_has_its_line(page: Page, server: Running, folder: Path) -> None:
    with Store(folder=folder / "data") as store:
        long_ago = datetime(2020, 1, 1, tzinfo=UTC)
        session_id = record(store, "superman_limb_low", "superman", started_at=long_ago)
    go(page, server.origin, f"session/{session_id}")
    lines = page.locator(".signal > .plot .plot-line")
    assert [len(line.get_attribute("d") or "") > 500 for line in lines.all()] == [True, True]
    assert page.locator(".legend:has-text('left'):has-text('right')").count() == 1


def test_the_history_fills_a_dot_only_where_its_sentence_says_so(
    page: Page, server: Running, folder: Path
) -> None:
    with Store(folder=folder / "data") as store:
        for month, name in ((1, "clamshell_feet_apart"), (2, "clamshell_clean")):
            record(store, name, "clamshell", started_at=datetime(2020, month, 1, tzinfo=UTC))
    go(page, server.origin, "history/clamshell")
    cards = page.locator(".trends article")
    assert cards.count() >= 2
    for card in cards.all():
        is_real = "a real change" in card.inner_text()
        assert card.locator("[class^='plot-dot plot-dot-real']").count() == is_real
    # of four repetitions, chance alone would fill the height of a share
    assert page.locator("article:has-text('without a fault') .plot-band").count() == 0
    assert page.locator("article:has-text('Range of motion') .plot-band").count() == 1


def some_sessions(server: Running, folder: Path) -> list[JSON]:
    """What the tests before have left in the history; a short clip where they did not run."""
    with server.client() as client:
        if not client.get("/api/sessions").json():
            clip = beginning("squat_clean", 6.0, folder / "short.mp4")
            job = send(client, ("short.mp4", clip.read_bytes())).json()["jobs"][0]
            assert finished(client, job["id"])["state"] == "done"
        sessions: list[JSON] = client.get("/api/sessions").json()
    return sessions


ADDRESSES = ["coach", "analyze", "history", "exercises", "exercises/lunge", "exercises/bridge"]


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_grave(browser: Browser, server: Running, folder: Path, theme: str) -> None:
    sessions = some_sessions(server, folder)
    with opened(browser, server.origin, color_scheme=theme) as page:
        for address in [*ADDRESSES, f"session/{sessions[0]['id']}"]:
            go(page, server.origin, address)
            assert grave(page) == [], address


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_axe_finds_nothing_grave_in_a_report(
    browser: Browser, server: Running, folder: Path, viewport: JSON
) -> None:
    session = some_sessions(server, folder)[0]
    # axe is put into the page, which its policy rightly refuses to anybody else
    with opened(browser, server.origin, viewport=viewport, bypass_csp=True) as page:
        page.goto(f"{server.origin}/api/sessions/{session['id']}/report")
        assert page.locator("h1").count() == 1
        assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]
        assert grave(page) == []


def test_the_keyboard_reaches_everything(page: Page) -> None:
    names: list[str] = []
    while "Start" not in names:
        assert len(names) < 25, names
        page.keyboard.press("Tab")
        names.append(page.evaluate("() => document.activeElement.innerText || document.activeElement.type"))
        outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", names[-1]
    assert names[0] == "Skip to the content"
    assert names[2:6] == ["Coach", "Analyze", "History", "Exercises"]
    assert {"radio", "number"} <= set(names)
    page.keyboard.press("Enter")
    page.wait_for_selector(".stage")


def test_nothing_is_wider_than_a_phone(browser: Browser, server: Running) -> None:
    with opened(browser, server.origin, viewport=PHONE) as page:
        for address in ADDRESSES:
            go(page, server.origin, address)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= 390, address


def test_the_history_outlives_the_server(browser: Browser, server: Running, folder: Path) -> None:
    before = some_sessions(server, folder)
    server.server.should_exit = True
    with running(folder / "data") as again, opened(browser, again.origin) as page:
        go(page, again.origin, "history")
        assert page.locator(".session").count() == len(before)
        page.get_by_label("From", exact=True).fill("2999-01-01")
        page.wait_for_selector("h2:has-text('0 sessions')")
        page.get_by_label("From", exact=True).fill("")
        page.wait_for_selector(".session")
        with page.expect_download() as download:
            page.get_by_role("link", name="All as CSV").click()
        assert len(download.value.path().read_text(encoding="utf-8").splitlines()) > 1
        page.locator(".session-title a").first.click()
        page.wait_for_selector(".rep-table")
        page.get_by_role("button", name="Delete").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        page.wait_for_selector("h1:has-text('History')")
        left = "n => document.querySelectorAll('.session').length === n"
        page.wait_for_function(left, arg=len(before) - 1)
        if len(before) == 1:
            return
        page.get_by_role("button", name="Delete everything").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
        page.wait_for_selector("h2:has-text('Nothing here yet')")
