/*
 * The parts of a practice as a tree. Without this script each row has its position and its parent
 * as fields; here the rows stand under one another, are moved by buttons or with the mouse, and the
 * fields are written for the editor. A row that is not saved yet is named by its place in the form.
 */
"use strict";

(function () {
  const PREFIX = "measures";
  const group = document.getElementById(`${PREFIX}-group`);
  const body = group && group.querySelector("tbody");
  const template = body && body.querySelector(".empty-form");
  if (!template) return;

  const MOVES = [
    { name: "up", label: "上移", sign: "↑" },
    { name: "down", label: "下移", sign: "↓" },
    { name: "out", label: "升级", sign: "←" },
    { name: "in", label: "降级", sign: "→" },
  ];
  const said = document.createElement("p");
  said.className = "quiet tree-said";
  said.setAttribute("role", "status");
  group.querySelector("table").before(said);
  group.classList.add("is-tree");

  /** All rows: {row, errors, parent, children}; the tree hangs on `root`. */
  const root = { children: [] };
  let nodes = [];

  const field = (node, name) => document.getElementById(`id_${node.row.id}-${name}`);
  const keyOf = (node) => field(node, "id").value;
  const nameOf = (node) => field(node, "label").value.trim() || "未填名称的构成";
  const siblings = (node) => (node.parent || root).children;
  const depth = (node) => (node.parent ? depth(node.parent) + 1 : 0);
  const isWithin = (node, above) => node === above || Boolean(node.parent && isWithin(node.parent, above));

  function nodeOf(row) {
    const before = row.previousElementSibling;
    const errors = before && before.classList.contains("row-form-errors") ? before : null;
    return { row, errors, parent: null, children: [] };
  }

  function read() {
    root.children = [];
    nodes = [...body.querySelectorAll("tr.form-row:not(.empty-form)")].map(nodeOf);
    const byRow = new Map(nodes.map((node) => [node.row.id, node]));
    const byKey = new Map(nodes.filter(keyOf).map((node) => [keyOf(node), node]));
    for (const node of nodes) {
      const under = field(node, "under").value;
      node.parent = (under ? byRow.get(under) : byKey.get(field(node, "parent").value)) || null;
    }
    // What somebody has chosen in a circle is shown at the top, where the form says that it is one.
    for (const node of nodes) {
      for (let above = node.parent, steps = 0; above; above = above.parent, steps += 1) {
        if (above === node || steps > nodes.length) {
          node.parent = null;
          break;
        }
      }
    }
    const place = (node) => Number(field(node, "position").value) || 0;
    const ordered = nodes.map((node, at) => [place(node), at, node]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (const [, , node] of ordered) siblings(node).push(node);
  }

  /* ---------- Writing ---------- */

  function set(input, value) {
    if (input.value === String(value)) return;
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Write the fields of all rows; positions only where they do not say the order already. */
  function write() {
    for (const children of [root, ...nodes].map((node) => node.children)) {
      const positions = children.map((node) => Number(field(node, "position").value));
      const inOrder = positions.every((position, at) => !at || position > positions[at - 1]);
      children.forEach((node, at) => {
        const { parent } = node;
        set(field(node, "parent"), parent ? keyOf(parent) : "");
        set(field(node, "under"), parent && !keyOf(parent) ? parent.row.id : "");
        if (!inOrder) set(field(node, "position"), at + 1);
      });
    }
  }

  function inOrder(children = root.children) {
    return children.flatMap((node) => [node, ...inOrder(node.children)]);
  }

  function draw() {
    for (const node of inOrder()) {
      body.insertBefore(node.row, template);
      if (node.errors) body.insertBefore(node.errors, node.row);
      node.row.dataset.depth = Math.min(depth(node), 6);
      node.row.querySelector(".depth").textContent = `第 ${depth(node) + 1} 级`;
      nameButtons(node);
    }
  }

  function nameButtons(node) {
    for (const button of node.row.querySelectorAll(".tree-move")) {
      button.setAttribute("aria-label", `${button.dataset.label}：${nameOf(node)}`);
      button.setAttribute("aria-disabled", String(Boolean(refusal(node, button.dataset.move))));
    }
  }

  /* ---------- Moving ---------- */

  function refusal(node, move) {
    const at = siblings(node).indexOf(node);
    if (move === "up" && at === 0) return "已经是这一级的第一个。";
    if (move === "down" && at === siblings(node).length - 1) return "已经是这一级的最后一个。";
    if (move === "out" && !node.parent) return "已经是第 1 级。";
    if (move === "in" && at === 0) return "上面没有同级的构成，不能放到它之下。";
    return "";
  }

  /** Put a node, with all that is under it, at a place among the children of another. */
  function put(node, parent, at) {
    siblings(node).splice(siblings(node).indexOf(node), 1);
    node.parent = parent;
    siblings(node).splice(at, 0, node);
    write();
    draw();
    const where = parent ? `在“${nameOf(parent)}”之下` : "在第 1 级";
    said.textContent = `“${nameOf(node)}”现在${where}，第 ${siblings(node).indexOf(node) + 1} 个，共 ${siblings(node).length} 个。保存后生效。`;
  }

  function move(node, name) {
    const why = refusal(node, name);
    if (why) {
      said.textContent = `“${nameOf(node)}”${why}`;
      return;
    }
    const at = siblings(node).indexOf(node);
    if (name === "up") put(node, node.parent, at - 1);
    else if (name === "down") put(node, node.parent, at + 1);
    else if (name === "out") put(node, node.parent.parent, siblings(node.parent).indexOf(node.parent) + 1);
    else {
      const above = siblings(node)[at - 1];
      put(node, above, above.children.length);
    }
  }

  /* ---------- Dragging ---------- */

  function target(event, dragged) {
    const over = document.elementFromPoint(event.clientX, event.clientY);
    const row = over && over.closest("tr.form-row");
    const node = row && nodeWith(row);
    if (!node || isWithin(node, dragged)) return null;
    const box = row.getBoundingClientRect();
    const part = (event.clientY - box.top) / box.height;
    return { node, how: part < 0.3 ? "before" : part > 0.7 ? "after" : "inside" };
  }

  function show(place) {
    for (const node of nodes) delete node.row.dataset.drop;
    if (place) place.node.row.dataset.drop = place.how;
  }

  function drop(node, { node: other, how }) {
    if (how === "inside") return put(node, other, other.children.length);
    const left = siblings(other).filter((one) => one !== node);
    return put(node, other.parent, left.indexOf(other) + (how === "after" ? 1 : 0));
  }

  function drag(node, handle, start) {
    let place = null;
    const follow = (event) => {
      place = target(event, node);
      show(place);
    };
    const stop = (event) => {
      handle.removeEventListener("pointermove", follow);
      document.removeEventListener("keydown", cancel);
      node.row.classList.remove("is-dragged");
      show(null);
      if (event.type === "pointerup" && place) drop(node, place);
    };
    const cancel = (event) => {
      if (event.key === "Escape") stop(event);
    };
    start.preventDefault();
    handle.setPointerCapture(start.pointerId);
    node.row.classList.add("is-dragged");
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", stop, { once: true });
    handle.addEventListener("pointercancel", stop, { once: true });
    document.addEventListener("keydown", cancel);
  }

  /* ---------- Rows ---------- */

  const nodeWith = (row) => nodes.find((node) => node.row === row);

  function equip(node) {
    const cell = node.row.querySelector(".field-place");
    if (cell.querySelector(".tree-tools")) return;
    const tools = document.createElement("div");
    tools.className = "tree-tools";
    const handle = document.createElement("span");
    handle.className = "tree-handle";
    handle.textContent = "⠿";
    handle.title = "拖动到别处";
    handle.setAttribute("aria-hidden", "true");
    handle.addEventListener("pointerdown", (event) => drag(nodeWith(node.row), handle, event));
    const level = document.createElement("span");
    level.className = "depth";
    tools.append(handle, level);
    for (const { name, label, sign } of MOVES) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tree-move";
      button.textContent = sign;
      button.title = label;
      Object.assign(button.dataset, { move: name, label });
      button.addEventListener("click", () => {
        move(nodeWith(node.row), name);
        button.focus();
      });
      tools.append(button);
    }
    // The fields that the buttons write are out of sight; what is wrong with them is not.
    const wrong = node.row.querySelectorAll(".field-parent .errorlist, .field-position .errorlist, .field-under .errorlist");
    cell.replaceChildren(...wrong, tools);
    field(node, "label").addEventListener("input", () => nameButtons(node));
  }

  read();
  nodes.forEach(equip);
  draw();

  document.addEventListener("formset:added", (event) => {
    if (event.detail.formsetName !== PREFIX) return;
    const node = nodeOf(event.target);
    nodes.push(node);
    root.children.push(node);
    equip(node);
    set(field(node, "position"), Math.max(0, ...root.children.map((one) => Number(field(one, "position").value))) + 1);
    draw();
  });

  document.addEventListener("form:restored", () => {
    read();
    nodes.forEach(equip);
    draw();
  });

  /*
   * When a row is taken away, Django's script numbers the others anew in the order of the page, which
   * must then be that of their numbers: a saved row with the number of a new one would be lost.
   */
  document.addEventListener("formset:removed", (event) => {
    if (event.detail.formsetName !== PREFIX) return;
    const number = (node) => Number(node.row.id.slice(PREFIX.length + 1));
    const gone = nodes.filter((node) => !node.row.isConnected);
    nodes = nodes.filter((node) => node.row.isConnected);
    for (const node of gone) {
      node.children.forEach((child) => { child.parent = node.parent; });
      siblings(node).splice(siblings(node).indexOf(node), 1, ...node.children);
    }
    [...nodes].sort((a, b) => number(a) - number(b)).forEach((node) => body.insertBefore(node.row, template));
    setTimeout(() => {
      write();
      draw();
    });
  });
})();
