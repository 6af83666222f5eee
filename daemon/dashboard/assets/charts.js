// Verdicts over time, drawn by uPlot: 45 KB that bring a time axis, a legend that follows the pointer
// and zooming, which would be much code of our own. It comes from package-lock.json and is served
// with these files. Where it is not installed there is no chart; the tables say the same.
import { h } from "./dom.js";
import { toneOf } from "./icons.js";
import { dayText } from "./time.js";
import { verdictLabel, VERDICTS } from "./words.js";

const HEIGHT = 220;

async function library() {
  try {
    return (await import("./vendor/uPlot.esm.js")).default;
  } catch {
    return null;
  }
}

function withStyle() {
  if (document.querySelector("link[data-uplot]") !== null) return;
  document.head.append(h("link", { rel: "stylesheet", href: "assets/vendor/uPlot.min.css", "data-uplot": true }));
}

/// Columns for a stack: times in seconds, then for each verdict that occurs the count and the sum
/// with those below. The last state goes on until `now`.
export function stackOf(runs, now) {
  const tallies = runs.map((run) => {
    const tally = {};
    for (const verdict of Object.values(run.verdicts ?? {})) tally[verdict] = (tally[verdict] ?? 0) + 1;
    return tally;
  });
  const times = runs.map((run) => Date.parse(run.finished_at) / 1000);
  const last = tallies.at(-1);
  if (now / 1000 > times.at(-1)) {
    times.push(now / 1000);
    tallies.push(last);
  }
  const verdicts = Object.keys(VERDICTS).filter((verdict) => tallies.some((tally) => tally[verdict] > 0));
  const counts = verdicts.map((verdict) => tallies.map((tally) => tally[verdict] ?? 0));
  const sums = counts.map((_, index) => times.map((_, at) => counts.slice(0, index + 1).reduce((sum, column) => sum + column[at], 0)));
  return { times, verdicts, counts, sums };
}

// The canvas knows nothing of style sheets: colours are read where it is drawn.
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function optionsOf(uPlot, stack, width) {
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 }, font: "12px system-ui, sans-serif" };
  const series = stack.verdicts.map((verdict, index) => {
    const tone = colour(`--${toneOf(verdict).slice(2)}`);
    return {
      label: verdictLabel(verdict),
      stroke: tone,
      fill: `${tone}66`,
      width: 1.5,
      paths: uPlot.paths.stepped({ align: 1 }),
      points: { show: false },
      // The count under the pointer; without one, the last.
      value: (_, __, ___, at) => String(stack.counts[index].at(at ?? -1)),
    };
  });
  // Each fills down to the one below it.
  const bands = stack.verdicts.slice(1).map((_, index) => ({ series: [index + 2, index + 1] }));
  return {
    width,
    height: HEIGHT,
    series: [{ label: "When", value: (_, seconds) => (seconds === null || seconds === undefined ? "now" : dayText(seconds * 1000)) }, ...series],
    bands,
    axes: [axis, { ...axis, size: 40, incrs: [1, 2, 5, 10, 20, 50, 100] }],
    scales: { y: { range: (_, __, most) => [0, Math.max(most, 1)] } },
    cursor: { y: false, points: { show: false } },
    legend: { live: true },
  };
}

/// Draws into `place` once that is in the document; false where the library is not there.
export async function verdictChart(place, runs, signal) {
  const uPlot = await library();
  if (uPlot === null) return false;
  withStyle();
  const stack = stackOf(runs, Date.now());
  let plot = null;
  const draw = () => {
    plot?.destroy();
    place.replaceChildren();
    plot = new uPlot(optionsOf(uPlot, stack, Math.max(place.clientWidth, 200)), [stack.times, ...stack.sums], place);
  };
  const sizes = new ResizeObserver(() => {
    if (plot === null) draw();
    else if (plot.width !== place.clientWidth) plot.setSize({ width: place.clientWidth, height: HEIGHT });
  });
  sizes.observe(place);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", draw, { signal });
  signal.addEventListener("abort", () => (sizes.disconnect(), plot?.destroy()));
  return true;
}
