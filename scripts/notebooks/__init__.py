"""The notebook of the documentation: run, kept with what it shows, and made a page."""
