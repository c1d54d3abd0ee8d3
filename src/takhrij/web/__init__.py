"""The workbench: a local web application on one folder. Thin doors over store and pipeline."""
