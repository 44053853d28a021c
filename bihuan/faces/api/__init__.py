"""`/api/v1`: what neighbouring systems see. OpenAPI 3.1, RFC 9457 problems, ETag and If-Match, Idempotency-Key, cursor pages; Open311.

Its shapes are its own: nothing of a model leaks by being renamed. Who may see what is asked of the same gates as every page.
"""
