"""Parts of pages that carry numbers: plain values that a template draws."""
