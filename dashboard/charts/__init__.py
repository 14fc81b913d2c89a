"""Charts: values in, a figure out; each file draws one kind of chart and knows no data source."""
