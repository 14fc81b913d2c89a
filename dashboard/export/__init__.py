"""The weekly export: pictures, PDF, PPTX and XLSX of the pages, complete and right or not at all."""
