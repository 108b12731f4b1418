"""The currency and its decimals."""
