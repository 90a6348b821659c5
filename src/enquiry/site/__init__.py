"""The guide as a website: pages, form, open data and search, wired into MkDocs by `events`."""
