"""The script that runs inside the measured page, so that waiting for an answer over a wire is not measured with it."""

# `bench.paints` holds the moment of every painted map, in milliseconds since navigation; `bench.clicked` the last click
# on an option. Both kinds of map are taken as painted two animation frames after they say that they are done, because
# only then has the browser shown the new colours.
STOPWATCH = """
if (window === window.top) {
  const bench = (window.bench = { paints: [], clicked: 0 });
  const seen = new WeakMap();
  const paint = () =>
    requestAnimationFrame(() => requestAnimationFrame(() => bench.paints.push(performance.now())));

  document.addEventListener("click", (event) => {
    if (event.target.closest?.('[role="option"]')) bench.clicked = event.timeStamp;
  }, true);

  // The portal: its frame carries `data-painted`, the view that is on the map.
  const painted = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const view = target.dataset.painted;
      if (view === undefined || seen.get(target) === view) continue;
      seen.set(target, view);
      paint();
    }
  });
  const watched = { subtree: true, attributes: true, attributeFilter: ["data-painted"] };
  painted.observe(document, watched);
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...given) {
    const root = attachShadow.apply(this, given);
    painted.observe(root, watched);
    return root;
  };

  // The peer: plotly says `afterplot` when it has handed everything to the map, and the map says `idle` when all of it
  // is drawn. `meta` is the view that was asked for.
  const watchPlot = (plot) => {
    let wanted = null;
    const map = () => plot._fullLayout?.map?._subplot?.map;
    const idle = () => {
      if (wanted === null || wanted === seen.get(plot)) return;
      seen.set(plot, wanted);
      paint();
    };
    const listening = new WeakSet();
    const after = () => {
      wanted = plot.layout?.meta ?? null;
      bench.afterplot = performance.now();
      if (map() && !listening.has(map())) {
        listening.add(map());
        map().on("idle", idle);
        if (map().loaded()) idle();
      }
    };
    plot.on("plotly_afterplot", after);
    if (map()) after();
  };
  const plots = new WeakSet();
  const findPlots = () => {
    document.querySelectorAll(".js-plotly-plot").forEach((plot) => {
      if (plots.has(plot) || !plot.on) return;
      plots.add(plot);
      watchPlot(plot);
    });
    requestAnimationFrame(findPlots);
  };
  findPlots();
}
"""
