// The picture of an embedding: what is drawn, and what answers to hand and eye. The words come as JSON, never as markup.
"use strict";
(() => {
  const element = (id) => document.getElementById(id);
  const data = JSON.parse(element("data").textContent);
  const { words, x, y, group, groups, focus } = data;
  const count = words.length;
  const canvas = element("canvas");
  const context = canvas.getContext("2d");

  // Text as it can be shown on one line, as `escape.rs` has it.
  const shown = (text) =>
    text.replace(/[\0-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
      .replace(/\x7f/g, "\u2421")
      .replace(/[\x80-\x9f\u2028\u2029\ufffe\uffff]/g, "\ufffd");
  // Text as it is searched: without case and accents.
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const labels = words.map((word) => {
    const letters = [...shown(word)];
    return letters.length > 40 ? letters.slice(0, 39).join("") + "…" : letters.join("");
  });
  const searched = words.map(folded);

  // ---------------------------------------------------------------- colours and measures
  let colours;
  function readColours() {
    stamps.clear();
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue("--" + name).trim();
    const of = (number) => read("g" + (number % 8));
    colours = { ground: read("ground"), ink: read("ink"), line: read("line"), plain: read("plain") };
    colours.groups = groups.length ? groups.map((_, number) => of(number)) : [];
    colours.none = groups.length ? colours.plain : of(0);
  }
  const colourOf = (word) => (group[word] < 0 ? colours.none : colours.groups[group[word]]);
  const size = count <= 150 ? 13 : count <= 600 ? 12.5 : 12;
  const radius = count <= 150 ? 4.2 : count <= 600 ? 3.5 : count <= 2000 ? 2.8 : 2.3;
  const height = size + 3;
  const middle = Math.round(height / 2);
  const family = 'system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif';
  const bold = new Set(focus);
  const fontOf = (word, strong) => `${strong || bold.has(word) ? "600 " : ""}${size}px ${family}`;
  const widths = new Float32Array(count);

  // The outline of a group's mark, the same as in `marker.rs`.
  const shapes = [
    (path, x, y, r) => { path.moveTo(x + r, y); path.arc(x, y, r, 0, 7); },
    (path, x, y, r) => path.rect(x - 0.89 * r, y - 0.89 * r, 1.78 * r, 1.78 * r),
    (path, x, y, r) => polygon(path, x, y, r, [[0, -1.3], [1.2, 0.85], [-1.2, 0.85]]),
    (path, x, y, r) => polygon(path, x, y, r, [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]]),
    (path, x, y, r) => polygon(path, x, y, r, [[0, 1.3], [1.2, -0.85], [-1.2, -0.85]]),
  ];
  function polygon(path, x, y, r, corners) {
    corners.forEach(([a, b], at) => (at ? path.lineTo(x + a * r, y + b * r) : path.moveTo(x + a * r, y + b * r)));
    path.closePath();
  }
  const shapeOf = (number) => shapes[Math.max(number, 0) % shapes.length];

  // The order of drawing: the most important words come last.
  const upwards = words.map((_, word) => word).reverse().sort((a, b) => (group[a] < 0 ? 0 : 1) - (group[b] < 0 ? 0 : 1));

  // ---------------------------------------------------------------- state
  const view = { x: 0, y: 0, scale: 1 };
  const hidden = new Set();
  let wide = 0, tall = 0, centre = [0, 0], fit = 1;
  let matches = null, matched = new Set(), current = -1;
  // The word under the pointer, the word that was chosen, and the one of both that is told of, with its neighbours.
  let hovered = -1, pinned = -1, active = -1, company = new Set();
  let flight = null, waiting = false;

  const toScreen = (word) => [centre[0] + (x[word] - view.x) * view.scale, centre[1] - (y[word] - view.y) * view.scale];
  const isShown = (word) => !hidden.has(group[word]);
  // While some words are found, the others step back.
  const isFaded = (word) => matched.size > 0 && !matched.has(word) && !company.has(word);

  // ---------------------------------------------------------------- labels
  // Labels are placed on the whole plane at a scale, not on the window, so they stay while the view moves; and anew only
  // when the scale has grown or shrunk by a step. The most important words come first.
  const STEPS = 4;
  const COVERED = count <= 150 ? 0 : count <= 1000 ? 1 : 3;
  let placed = { step: NaN, key: "", side: new Int8Array(count) };

  class Grid {
    constructor() { this.cells = new Map(); }
    visit(box, act) {
      const [left, right] = [Math.floor(box[0] / 64), Math.floor(box[2] / 64)];
      const [top, bottom] = [Math.floor(box[1] / 24), Math.floor(box[3] / 24)];
      for (let row = top; row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          if (act(row * 2097152 + column)) return true;
        }
      }
      return false;
    }
    add(box) {
      this.visit(box, (cell) => {
        const list = this.cells.get(cell);
        if (list) list.push(box); else this.cells.set(cell, [box]);
      });
    }
    meets(box) {
      return this.visit(box, (cell) => this.cells.get(cell)?.some((b) =>
        b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3]));
    }
    // Points: each lies in one cell.
    addPoint(x, y) { this.add([x, y, x, y]); }
    points(box) {
      let number = 0;
      this.visit(box, (cell) => {
        for (const b of this.cells.get(cell) ?? []) {
          if (b[0] > box[0] && b[0] < box[2] && b[1] > box[1] && b[1] < box[3]) number++;
        }
      });
      return number;
    }
  }

  const gap = radius + 3;
  // The left top corner of a label from its mark, for each side: right, left, above, below.
  const corner = [
    () => [gap, -height / 2],
    (width) => [-gap - width, -height / 2],
    (width) => [-width / 2, -radius - 1 - height],
    (width) => [-width / 2, radius + 1],
  ];

  function placeLabels() {
    const step = Math.floor(Math.log2(view.scale) * STEPS);
    const key = [[...hidden], matches ?? "", [wide, fit]].join("|");
    if (placed.step === step && placed.key === key) return placed.side;
    const scale = 2 ** (step / STEPS);
    const side = new Int8Array(count).fill(-1);
    const [boxes, marks] = [new Grid(), new Grid()];
    for (let word = 0; word < count; word++) {
      if (isShown(word)) marks.addPoint(x[word] * scale, -y[word] * scale);
    }
    // So far from the middle the window reaches when all is shown; a label that ends there can be read.
    const edge = data.extent[0] * scale + (wide / 2 - data.extent[0] * fit) - 6;
    const order = new Set([...(matches ?? []), ...focus]);
    for (let word = 0; word < count; word++) order.add(word);
    for (const word of order) {
      if (!isShown(word)) continue;
      const [px, py] = [x[word] * scale, -y[word] * scale];
      // Words in question may cover marks.
      let [best, fewest, area] = [-1, bold.has(word) ? 99 : COVERED + 1, null];
      for (let at = 0; at < corner.length && fewest > 0; at++) {
        const [left, top] = corner[at](widths[word]);
        const box = [px + left, py + top, px + left + widths[word], py + top + height];
        if (Math.max(-box[0], box[2]) > edge || boxes.meets(box)) continue;
        // The label itself is free of marks; a margin keeps it off their edges.
        const number = marks.points([box[0] - 2, box[1] + 1, box[2] + 2, box[3] - 1]);
        if (number < fewest) [best, fewest, area] = [at, number, box];
      }
      if (best >= 0) {
        side[word] = best;
        boxes.add(area);
      }
    }
    placed = { step, key, side };
    return side;
  }

  // ---------------------------------------------------------------- drawing
  function draw() {
    waiting = false;
    if (flight) fly();
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = colours.ground;
    context.fillRect(0, 0, wide, tall);
    drawAxes();
    drawMarks();
    drawLines();
    drawLabels(placeLabels());
    drawRing();
    if (flight) redraw();
  }
  function redraw() {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(draw);
    }
  }

  function drawAxes() {
    if (!data.axes) return;
    const px = Math.round(centre[0] + (data.origin[0] - view.x) * view.scale) + 0.5;
    const py = Math.round(centre[1] - (data.origin[1] - view.y) * view.scale) + 0.5;
    context.strokeStyle = colours.line;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(0, py); context.lineTo(wide, py);
    context.moveTo(px, 0); context.lineTo(px, tall);
    context.stroke();
  }

  // Marks are stamped: each look is drawn once.
  const stamps = new Map();
  function stamp(number, size) {
    const key = number * 1000 + Math.round(size * 8);
    if (!stamps.has(key)) {
      const ratio = window.devicePixelRatio || 1;
      const half = Math.ceil(1.4 * size) + 1;
      const sheet = document.createElement("canvas");
      sheet.width = sheet.height = Math.ceil(2 * half * ratio);
      const ink = sheet.getContext("2d");
      ink.scale(ratio, ratio);
      ink.fillStyle = number < 0 ? colours.none : colours.groups[number];
      ink.beginPath();
      shapeOf(number)(ink, half, half, size);
      ink.fill();
      stamps.set(key, { sheet, half, side: sheet.width / ratio });
    }
    return stamps.get(key);
  }

  function drawMarks() {
    const grow = Math.min(1.6, Math.max(1, (view.scale / fit) ** 0.2));
    // Faded marks lie under the others, words without a group under those of groups.
    for (const faded of matched.size ? [true, false] : [false]) {
      context.globalAlpha = faded ? 0.16 : count > 1000 ? 0.8 : 0.92;
      for (const word of upwards) {
        const px = centre[0] + (x[word] - view.x) * view.scale;
        const py = centre[1] - (y[word] - view.y) * view.scale;
        if (isFaded(word) !== faded || !isShown(word)) continue;
        if (px < -9 || py < -9 || px > wide + 9 || py > tall + 9) continue;
        const { sheet, half, side } = stamp(group[word], radius * grow * (bold.has(word) ? 1.35 : 1));
        context.drawImage(sheet, px - half, py - half, side, side);
      }
    }
    context.globalAlpha = 1;
  }

  // From the word in question to those of its neighbours that are on the plane.
  function drawLines() {
    if (active < 0 || !data.neighbours.length) return;
    const from = toScreen(active);
    context.strokeStyle = colourOf(active);
    context.lineWidth = 1.2;
    data.neighbours[active].forEach((other, rank) => {
      if (other >= count || !isShown(other)) return;
      context.globalAlpha = 0.2 + 0.6 * Math.max(0, data.cosines[active][rank]);
      context.beginPath();
      context.moveTo(...from);
      context.lineTo(...toScreen(other));
      context.stroke();
    });
    context.globalAlpha = 1;
  }

  function drawLabels(side) {
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const last = [];
    for (let word = 0; word < count; word++) {
      if (!isShown(word)) continue;
      if (word === active || word === hovered || company.has(word)) last.push(word);
      else if (side[word] >= 0) drawLabel(word, side[word], false);
    }
    // The word in question is written last, over all others.
    last.sort((a, b) => (a === active) - (b === active));
    for (const word of last) drawLabel(word, Math.max(side[word], 0), true);
  }

  function drawLabel(word, side, strong) {
    const big = word === active;
    const width = widths[word] * (big ? 1.1 : 1);
    const [px, py] = toScreen(word);
    const [dx, dy] = corner[side](width);
    const away = big ? 4 * Math.sign(side < 2 ? dx : 0) : 0;
    // Whole pixels: letters are sharp, and quickly drawn.
    const [left, top] = [Math.round(px + dx + away), Math.round(py + dy)];
    if (left > wide || left + width < 0 || top > tall || top + height < 0) return;
    context.globalAlpha = isFaded(word) && !strong ? 0.22 : 1;
    context.font = fontOf(word, big);
    if (strong || COVERED) {
      // A rim keeps the letters apart from what lies under them.
      context.strokeStyle = colours.ground;
      context.lineWidth = strong ? 4 : 2.5;
      context.strokeText(labels[word], left, top + middle);
    }
    context.fillStyle = group[word] < 0 ? colours.ink : colourOf(word);
    context.fillText(labels[word], left, top + middle);
    context.globalAlpha = 1;
  }

  function drawRing() {
    if (active < 0) return;
    context.strokeStyle = colourOf(active);
    context.lineWidth = 2;
    context.beginPath();
    context.arc(...toScreen(active), radius + 4.5, 0, 7);
    context.stroke();
  }

  // ---------------------------------------------------------------- moving the view
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const limit = (value, low, high) => Math.min(high, Math.max(low, value));

  function settle() {
    view.scale = limit(view.scale, 0.5 * fit, 400 * fit);
    // Some word always stays in reach.
    const slack = 0.4 * Math.min(wide, tall) / view.scale;
    view.x = limit(view.x, -data.extent[0] - slack, data.extent[0] + slack);
    view.y = limit(view.y, -data.extent[1] - slack, data.extent[1] + slack);
    redraw();
  }
  function pan(dx, dy) {
    flight = null;
    view.x -= dx / view.scale;
    view.y += dy / view.scale;
    settle();
  }
  // What lies under [px, py] stays there.
  function zoom(factor, px = centre[0], py = centre[1]) {
    flight = null;
    const scale = limit(view.scale * factor, 0.5 * fit, 400 * fit);
    const [wx, wy] = [view.x + (px - centre[0]) / view.scale, view.y - (py - centre[1]) / view.scale];
    view.scale = scale;
    view.x = wx - (px - centre[0]) / scale;
    view.y = wy + (py - centre[1]) / scale;
    settle();
  }
  function flyTo(target) {
    if (calm.matches) {
      flight = null;
      Object.assign(view, target);
      settle();
      return;
    }
    flight = { from: { ...view }, to: target, start: performance.now() };
    redraw();
  }
  function fly() {
    const time = Math.min(1, Math.max(0, (performance.now() - flight.start) / 380));
    const share = time * time * (3 - 2 * time);
    const { from, to } = flight;
    view.scale = from.scale * (to.scale / from.scale) ** share;
    view.x = from.x + (to.x - from.x) * share;
    view.y = from.y + (to.y - from.y) * share;
    if (time === 1) flight = null;
  }
  const overview = () => flyTo({ x: 0, y: 0, scale: fit });
  function centreOn(word) {
    const least = count > 150 ? 3 * fit : 1.2 * fit;
    const scale = Math.max(flight ? flight.to.scale : view.scale, least);
    // Where the card covers the lower part of a small window, the middle of the rest.
    const covered = slim() ? Math.max(0, tall - 60 - element("card").offsetTop) : 0;
    flyTo({ x: x[word], y: y[word] - covered / 2 / scale, scale });
  }

  const slim = () => wide <= 640;

  function resize() {
    const ratio = window.devicePixelRatio || 1;
    stamps.clear();
    [wide, tall] = [innerWidth, innerHeight];
    [canvas.width, canvas.height] = [Math.round(wide * ratio), Math.round(tall * ratio)];
    const header = document.querySelector("header");
    const above = slim() ? element("search").offsetTop + 40 : header.offsetTop + header.offsetHeight + 8;
    const below = Math.max(element("legend").offsetHeight, 40) + 30;
    const side = slim() ? 44 : 70;
    const atOverview = Math.abs(view.scale - fit) < 1e-9 * fit;
    centre = [wide / 2, above + (tall - above - below) / 2];
    fit = Math.min(
      Math.max(wide - 2 * side, 80) / (2 * data.extent[0] || 1),
      Math.max(tall - above - below - 24, 80) / (2 * data.extent[1] || 1));
    if (atOverview) view.scale = fit;
    settle();
  }

  // ---------------------------------------------------------------- the card
  function describe() {
    const card = element("card");
    const word = active = pinned >= 0 ? pinned : hovered;
    company = new Set(data.neighbours[word]);
    card.hidden = word < 0;
    canvas.classList.toggle("near", hovered >= 0);
    if (word < 0) return;
    card.classList.toggle("pinned", pinned >= 0);
    card.classList.toggle("left", toScreen(word)[0] > 0.6 * wide && pinned < 0);
    element("word").textContent = shown(words[word]);
    const facts = [];
    if (group[word] >= 0) facts.push(shown(groups[group[word]]));
    if (data.counts) facts.push(`seen ${data.counts[word].toLocaleString("en")} times`);
    element("facts").textContent = facts.join(" · ");
    element("near").replaceChildren(...(data.neighbours[word] ?? []).map((other, rank) => neighbour(word, other, rank)));
  }
  function neighbour(word, other, rank) {
    const here = other < count;
    const row = document.createElement(here ? "button" : "span");
    const [name, bar, number] = ["bdi", "i", "b"].map((tag) => row.appendChild(document.createElement(tag)));
    const cosine = data.cosines[word][rank];
    name.textContent = shown(here ? words[other] : data.others[other - count]);
    number.textContent = cosine.toFixed(2);
    bar.style.setProperty("--share", `${100 * limit(cosine, 0, 1)}%`);
    if (here) row.onclick = () => choose(other);
    else row.title = "not in this picture";
    const item = document.createElement("li");
    item.append(row);
    return item;
  }
  function choose(word) {
    hidden.delete(group[word]);
    pinned = word;
    showLegend();
    describe();
    centreOn(word);
  }
  function release() {
    pinned = -1;
    describe();
    redraw();
  }

  // ---------------------------------------------------------------- search
  const input = element("query");
  function search() {
    const query = folded(input.value.trim());
    current = -1;
    matches = null;
    matched = new Set();
    if (query) {
      const rank = (word) => (searched[word] === query ? 0 : searched[word].startsWith(query) ? 1 : 2);
      const holds = [];
      for (let word = 0; word < count; word++) if (searched[word].includes(query)) holds.push(word);
      // Stable: within a rank the order of importance stays.
      matches = holds.sort((a, b) => rank(a) - rank(b));
      matched = new Set(matches);
    }
    if (matches?.length) visit(0);
    else {
      pinned = -1;
      describe();
      tellFound();
      redraw();
    }
  }
  function visit(at) {
    current = (at + matches.length) % matches.length;
    choose(matches[current]);
    tellFound();
  }
  function tellFound() {
    const many = (matches?.length ?? 0) > 1;
    element("result").hidden = !matches;
    element("told").textContent = matches?.length ? `${current + 1} of ${matches.length}` : "No such word in this picture";
    element("previous").hidden = element("next").hidden = !many;
    // Of many, those around the one that is looked at.
    const first = many ? limit(current - 3, 0, Math.max(0, matches.length - 7)) : 0;
    const list = many ? matches.slice(first, first + 7) : [];
    element("found").replaceChildren(...list.map((word, at) => {
      const [item, button] = [document.createElement("li"), document.createElement("button")];
      button.textContent = shown(words[word]);
      button.dir = "auto";
      button.setAttribute("aria-current", String(first + at === current));
      button.onclick = () => { visit(first + at); input.focus(); };
      item.append(button);
      return item;
    }));
  }
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    const step = event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey) ? 1 :
      event.key === "ArrowUp" || event.key === "Enter" ? -1 : 0;
    if (step && matches?.length && !event.isComposing) {
      event.preventDefault();
      visit(current + step);
    } else if (event.key === "Escape") {
      input.value = "";
      search();
      canvas.focus();
    }
  });
  input.form.addEventListener("submit", (event) => event.preventDefault());
  element("previous").onclick = () => visit(current - 1);
  element("next").onclick = () => visit(current + 1);

  // ---------------------------------------------------------------- legend
  function showLegend() {
    const numbers = groups.map((_, number) => number);
    if (groups.length && group.includes(-1)) numbers.push(-1);
    element("legend").replaceChildren(...numbers.map((number) => {
      const button = document.createElement("button");
      const name = document.createElement("bdi");
      name.textContent = number < 0 ? "other words" : shown(groups[number]);
      button.append(icon(number), name);
      button.setAttribute("aria-pressed", String(!hidden.has(number)));
      button.title = "Show or hide these words";
      button.onclick = () => {
        if (!hidden.delete(number)) hidden.add(number);
        if (pinned >= 0 && !isShown(pinned)) release();
        hovered = -1;
        button.setAttribute("aria-pressed", String(!hidden.has(number)));
        redraw();
      };
      return button;
    }));
  }
  function icon(number) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", "-7 -7 14 14");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", data.outlines[Math.max(number, 0) % data.outlines.length]);
    path.style.fill = number < 0 ? "var(--plain)" : `var(--g${number % 8})`;
    svg.append(path);
    return svg;
  }

  // ---------------------------------------------------------------- hand
  function wordAt(px, py, reach) {
    let [best, nearest] = [-1, reach * reach];
    for (let word = 0; word < count; word++) {
      if (!isShown(word)) continue;
      const [sx, sy] = toScreen(word);
      const distance = (sx - px) ** 2 + (sy - py) ** 2;
      if (distance < nearest) [best, nearest] = [word, distance];
    }
    if (best >= 0) return best;
    // Labels answer too.
    const side = placeLabels();
    for (let word = 0; word < count; word++) {
      if (side[word] < 0 || !isShown(word)) continue;
      const [sx, sy] = toScreen(word);
      const [dx, dy] = corner[side[word]](widths[word]);
      const [left, top] = [sx + dx, sy + dy];
      if (px >= left && px <= left + widths[word] && py >= top && py <= top + height) return word;
    }
    return -1;
  }
  function hover(word) {
    if (word === hovered) return;
    hovered = word;
    describe();
    redraw();
  }

  const pointers = new Map();
  let travelled = 0;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (pointers.size === 1) travelled = 0;
    flight = null;
  });
  canvas.addEventListener("pointermove", (event) => {
    const to = [event.clientX, event.clientY];
    const from = pointers.get(event.pointerId);
    if (!from) {
      if (event.pointerType !== "touch") hover(wordAt(...to, 14));
      return;
    }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, to);
    if (other) {
      // Two fingers: the middle pans, the distance zooms.
      const apart = (a) => Math.max(1, Math.hypot(a[0] - other[0], a[1] - other[1]));
      pan((to[0] - from[0]) / 2, (to[1] - from[1]) / 2);
      zoom(apart(to) / apart(from), (to[0] + other[0]) / 2, (to[1] + other[1]) / 2);
      travelled = 99;
      return;
    }
    travelled += Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (travelled > 4) {
      canvas.classList.add("held");
      pan(to[0] - from[0], to[1] - from[1]);
    }
  });
  function lift(event) {
    const was = pointers.delete(event.pointerId);
    canvas.classList.remove("held");
    if (!was || event.type !== "pointerup" || travelled > 4 || pointers.size) return;
    pinned = wordAt(event.clientX, event.clientY, event.pointerType === "touch" ? 24 : 14);
    describe();
    redraw();
  }
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  canvas.addEventListener("pointerleave", () => hover(-1));
  canvas.addEventListener("dblclick", (event) => zoom(event.shiftKey ? 0.5 : 2, event.clientX, event.clientY));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const unit = [event.ctrlKey ? 0.01 : 0.0018, 0.05, 0.5][event.deltaMode] ?? 0.0018;
    zoom(Math.exp(-limit(event.deltaY * unit, -1, 1)), event.clientX, event.clientY);
  }, { passive: false });

  // ---------------------------------------------------------------- keys
  const keys = {
    ArrowLeft: (far) => pan(far, 0), ArrowRight: (far) => pan(-far, 0),
    ArrowUp: (far) => pan(0, far), ArrowDown: (far) => pan(0, -far),
    "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), "_": () => zoom(1 / 1.3),
    0: overview, Home: overview, Escape: release,
    "/": () => { input.focus(); input.select(); },
  };
  addEventListener("keydown", (event) => {
    if (event.target === input || event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = event.target.closest?.("#card, #legend, #result");
    const act = keys[event.key];
    if (!act || (inside && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    act(event.shiftKey ? 240 : 60);
  });
  element("closer").onclick = () => zoom(1.6);
  element("farther").onclick = () => zoom(1 / 1.6);
  element("whole").onclick = overview;
  element("close").onclick = () => { release(); canvas.focus(); };

  // ---------------------------------------------------------------- start
  readColours();
  words.forEach((_, word) => {
    context.font = fontOf(word, false);
    widths[word] = context.measureText(labels[word]).width;
  });
  showLegend();
  resize();
  addEventListener("resize", resize);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); redraw(); });
})();
