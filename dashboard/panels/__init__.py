"""The panels that pages put together: values in words and charts. One subject a file."""
