"""The KDD Cup 1999 connections: their schema, loading them, and fetching the published files."""
