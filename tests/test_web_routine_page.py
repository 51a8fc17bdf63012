"""A routine in a real Chromium, from choosing it to the history, with a sample clip as webcam."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from browser import CHROMIUM, PHONE, choose, chromium, go, grave, opened, stage, until, webcam
from test_web_pages import LISTEN, THEMES
from web_server import Running, running

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here to show the pages: install chromium"
)

TWICE = """
title = "Twice"
about = "One squat, and one more."
[[steps]]
exercise = "squat"
reps = 1
rest_s = 3
[[steps]]
exercise = "squat"
reps = 1
note = "Once more"
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "routines").mkdir()
    (folder / "routines" / "twice.toml").write_text(TWICE, encoding="utf-8")
    (folder / "routines" / "wrong.toml").write_text("title = 3", encoding="utf-8")
    with running(folder) as started:
        yield started


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(webcam(tmp_path_factory.mktemp("camera") / "webcam.mjpeg")) as started:
        yield started


def chosen(page: Page, server: Running) -> None:
    """Choose the routine of two squats, on a mat, barefoot."""
    go(page, server.origin, "coach")
    choose(page, isMuted=False)
    go(page, server.origin, "coach")
    page.get_by_role("button", name="A routine", exact=True).click()
    page.locator(".choice", has_text="Twice").click()
    surface, feet = page.locator(".plan select").all()
    surface.select_option("mat")
    feet.select_option("barefoot")


def test_a_routine_of_two_steps_is_walked_through_to_the_history(browser: Browser, server: Running) -> None:
    with opened(browser, server.origin) as page:
        page.add_init_script(LISTEN)
        chosen(page, server)
        page.click("#start")
        until(page, lambda now: now.get("state") == "resting")
        assert page.get_by_text("Exercise 1 of 2").is_visible()
        until(page, lambda now: now["state"] == "resting" and "2 of 2" in page.inner_text(".hud-set"), 90.0)
        assert stage(page)["reps"] == "0"
        page.wait_for_selector(".steps-done", timeout=90_000)
        said = page.evaluate("() => heard.said")
        assert any(words.startswith("Next: squat, 1 repetition. Camera ") for words in said), said
        assert any(words.startswith("Squat done. Rest 3 seconds. Next: squat") for words in said), said
        assert page.inner_text("h1") == "Routine done"
        assert page.locator(".step-count strong").all_inner_texts() == ["1 of 1", "1 of 1"]
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert grave(page) == []
        go(page, server.origin, "history")
        assert page.locator(".run").count() == 1
        assert "2 of 2" in page.locator(".run").inner_text()
        assert page.get_by_text("On a mat, barefoot \u00b7 Twice, exercise 1").is_visible()
        surface = page.locator(".filters").get_by_label("Surface")
        surface.select_option("board")
        page.wait_for_selector("h2:has-text('0 sessions')")
        surface.select_option("mat")
        page.wait_for_selector("h2:has-text('2 sessions')")
        page.locator(".run-steps a").first.click()
        page.wait_for_selector(".rep-table")
        assert page.get_by_text("on a mat, barefoot").is_visible()


def test_a_reload_goes_on_in_the_same_routine(browser: Browser, server: Running) -> None:
    with opened(browser, server.origin) as page:
        chosen(page, server)
        page.click("#start")
        until(page, lambda now: now.get("state") == "resting")
        page.keyboard.press("n")
        until(page, lambda now: now["state"] in ("framing", "ready", "countdown", "active"))
        go(page, server.origin, "coach")
        assert page.get_by_text("Your training was interrupted: Twice").is_visible()
        page.get_by_role("button", name="Go on").click()
        until(page, lambda now: now.get("link") == "open" and now["state"] in ("countdown", "active"))
        assert page.get_by_text("Exercise 1 of 2").is_visible()
        page.keyboard.press("Escape")
        page.wait_for_selector(".steps-done")
        assert page.get_by_text("Not reached").count() == 1


def test_the_page_of_routines_is_whole_on_a_phone(browser: Browser, server: Running) -> None:
    with opened(browser, server.origin, viewport=PHONE) as page:
        chosen(page, server)
        assert page.locator(".choice").count() == 7
        assert page.get_by_text("wrong.toml, line 1").is_visible()
        assert page.locator(".steps li").count() == 2
        assert page.get_by_text("Once more").is_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert grave(page) == []
