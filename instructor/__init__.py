"""What the instructor runs: build, release, grade. Students need none of it."""
