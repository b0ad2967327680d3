"""Readers of file formats: each turns a Blob of bytes into Records, one an article, and Failures, one a bad part."""
