"""What nbgrader needs to mark this course: small plugins that `nbgrader_config.py` at the root names."""
