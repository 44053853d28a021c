// Draws the pictures of the dashboard from the JSON that the page carries. Without it the tables say the same.
(() => {
  const data = document.getElementById("charts");
  if (!data || !window.echarts) return;
  const charts = JSON.parse(data.textContent);
  const style = getComputedStyle(document.documentElement);
  const tone = (name, other) => style.getPropertyValue(name).trim() || other;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const base = () => ({
    animation: !still,
    textStyle: { fontFamily: "inherit", color: tone("--ink-2", "#475569") },
    color: [tone("--accent", "#2f6f9f"), tone("--ink-2", "#475569")],
    grid: { left: 8, right: 8, top: 32, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", confine: true },
    aria: { enabled: true },
  });
  const quiet = { axisLine: { show: false }, axisTick: { show: false } };
  const kinds = {
    trend: (c) => ({
      ...base(),
      legend: { top: 0, left: 0, textStyle: { color: tone("--ink-2", "#475569") } },
      xAxis: { type: "category", data: c.labels, ...quiet },
      yAxis: [
        { type: "value", min: 0, splitLine: { lineStyle: { color: tone("--line", "#e2e8f0") } } },
        { type: "value", min: 0, max: 100, axisLabel: { formatter: "{value} %" }, splitLine: { show: false } },
      ],
      series: [
        { name: "登记（件）", type: "bar", data: c.bars, barMaxWidth: 28 },
        { name: "化解率（%）", type: "line", yAxisIndex: 1, data: c.line, smooth: false, symbolSize: 6 },
      ],
    }),
    bars: (c) => ({
      ...base(),
      grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: "value", min: 0, splitLine: { lineStyle: { color: tone("--line", "#e2e8f0") } } },
      yAxis: { type: "category", data: [...c.labels].reverse(), ...quiet },
      series: [{ name: c.unit, type: "bar", data: [...c.bars].reverse(), barMaxWidth: 18, label: { show: true, position: "right", color: tone("--ink-2", "#475569") } }],
    }),
    // Two lengths in one bar: what is solved, and what is not yet.
    parts: (c) => ({
      ...base(),
      legend: { top: 0, left: 0, textStyle: { color: tone("--ink-2", "#475569") } },
      grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
      xAxis: { type: "value", min: 0, minInterval: 1, splitLine: { lineStyle: { color: tone("--line", "#e2e8f0") } } },
      yAxis: { type: "category", data: [...c.labels].reverse(), ...quiet },
      series: c.parts.map((part) => ({ name: part.name, type: "bar", stack: "all", data: [...part.bars].reverse(), barMaxWidth: 18 })),
      color: [tone("--accent", "#2f6f9f"), tone("--line-strong", "#8b94a0")],
    }),
    // How many of each pair; the number stands in its field, the colour only repeats it.
    heat: (c) => ({
      ...base(),
      grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
      tooltip: { trigger: "item", confine: true, renderMode: "richText", formatter: (p) => `${c.labels[p.value[1]]} · ${c.columns[p.value[0]]}：${p.value[2]} 件` },
      xAxis: { type: "category", data: c.columns, position: "top", axisLabel: { interval: 0, rotate: c.columns.length > 4 && innerWidth < 640 ? 60 : 0 }, splitArea: { show: true }, ...quiet },
      yAxis: { type: "category", data: c.labels, inverse: true, axisLabel: { width: innerWidth < 640 ? 96 : 190, overflow: "truncate" }, ...quiet },
      visualMap: { show: false, min: 0, max: c.most, inRange: { color: [tone("--accent-soft", "#e8f0fa"), tone("--accent", "#2f6f9f")] } },
      series: [{ type: "heatmap", data: c.cells.map(([x, y, n]) => ({ value: [x, y, n], label: { show: true, color: n > c.most / 2 ? tone("--paper", "#fff") : tone("--ink", "#1b2430") } })) }],
    }),
  };
  const drawn = [];
  document.querySelectorAll("[data-chart]").forEach((place) => {
    const chart = charts[place.dataset.chart];
    if (!chart || !chart.labels.length) return;
    place.hidden = false;
    const picture = window.echarts.init(place, null, { renderer: "svg" });
    picture.setOption(kinds[chart.kind](chart));
    drawn.push(picture);
  });
  addEventListener("resize", () => drawn.forEach((picture) => picture.resize()));
  addEventListener("beforeprint", () => document.querySelectorAll("details.as-table").forEach((one) => { one.open = true; }));
})();
