"""Steps of ``scripts/build_models.py``; each runs in its own build environment."""
