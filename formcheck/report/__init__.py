"""One session as one HTML file: for the runner in plain words, for the physiotherapist in numbers.

    page = render(stored_material(store, session_id))     # from the history: plots and figures
    page = render(Material(result=result, clip=clip))     # from a result file, with pictures of its clip

The file needs nothing from elsewhere, runs no script, and prints on A4.
"""

from formcheck.report.material import Material, read_result, stored_material
from formcheck.report.page import content_policy, render

__all__ = ["Material", "content_policy", "read_result", "render", "stored_material"]
