// The page: its parts in their order.

const CHAPTERS = [resultsSection, curveSection, spaceSection, trainingSection, decaySection, planSection, pointsSection, methodSection, provenanceSection];

function show(data) {
  document.title = data.name + " · Isotope";
  const chapters = CHAPTERS.map(chapter => chapter(data)).filter(Boolean);
  const contents = el("nav", { "aria-label": "Contents" }, chapters.map(chapter => el("a", { href: "#" + chapter.id }, chapter.querySelector("h2").textContent)));
  const parts = [headPart(data), runningPart(data), modelPart(data), conclusionPart(data), figuresPart(data), contents, chapters, footer()];
  document.getElementById("page").replaceChildren(...parts.flat(Infinity).filter(Boolean));
  drawCharts();
  return data;
}

const footer = () => el("footer", {}, "Made by Isotope; charts by Apache ECharts (Apache-2.0). This file needs no network.");

globalThis.isotope = { show };
show(JSON.parse(document.getElementById("data").textContent));
