"""The journalist's page over a dataset: FastAPI, Jinja and htmx, nothing loaded from elsewhere."""
