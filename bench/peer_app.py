"""The peer: the same map the way the nearest existing dashboard draws it, as one plotly choropleth of a counts table.

It is our own small app, not anybody's code. The outlines are in full detail and travel with every change, because that
is what a figure with its own GeoJSON does. It caches what it reads, as any Streamlit app would.
"""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

FOLDER = Path(os.environ["PEER_FOLDER"])
MEASURES = ("Number recorded", "Per 1,000 residents")


@st.cache_data
def load_counts() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "counts.csv")


@st.cache_data
def load_areas() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "areas.csv")


@st.cache_data
def load_shapes() -> dict:
    return json.loads((FOLDER / "shapes.geojson").read_text())


st.set_page_config(page_title="Crime by small area", layout="wide")
st.title("Crime by small area")
counts = load_counts()
period_column, crime_column, measure_column = st.columns(3)
period = period_column.selectbox("Period", sorted(counts.period.unique(), reverse=True))
crime = crime_column.selectbox("Crime type", ["All crime", *sorted(counts.crime_type.unique())])
measure = measure_column.selectbox("Show", MEASURES)

chosen = counts[counts.period == period]
if crime != "All crime":
    chosen = chosen[chosen.crime_type == crime]
rows = load_areas()
rows["Recorded"] = rows.area_code.map(chosen.groupby("area_code").recorded_count.sum()).fillna(0)
if measure == MEASURES[1]:
    rows["Recorded"] = 1000 * rows.Recorded / rows.resident_count
drawn = px.choropleth_map(
    rows, geojson=load_shapes(), locations="area_code", color="Recorded", hover_name="area_name",
    map_style="white-bg", center={"lat": 50.6, "lon": -4.2}, zoom=7, opacity=1, height=520,
)  # fmt: skip
# The benchmark waits for this view to be on the map.
drawn.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, meta=f"{period} {crime} {measure}")
st.plotly_chart(drawn, width="stretch", key="map")
