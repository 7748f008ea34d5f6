"""Steps of nbgrader's release that nbgrader_config.py names."""
