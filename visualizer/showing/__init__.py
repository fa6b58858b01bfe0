"""From readings and records to what people see of them: scenes, sentences, pages to keep."""
