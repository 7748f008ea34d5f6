"""From a lab's script to what students get: notebooks, releases, the student kit, reference runs."""
