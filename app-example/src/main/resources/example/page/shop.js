async function json(path) {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail);
  }
  return body;
}

function cell(text, className) {
  const td = document.createElement("td");
  td.textContent = text;
  td.className = className;
  return td;
}

function row(product) {
  const tr = document.createElement("tr");
  tr.append(cell(product.name, ""), cell(product.price.toFixed(2), "price"));
  return tr;
}

async function show() {
  const state = document.getElementById("state");
  try {
    const [products, home] = await Promise.all([json("/products"), json("/")]);
    document.getElementById("products").append(...products.map(row));
    document.querySelector("table").hidden = false;
    state.textContent = `${products.length} products`;
    document.getElementById("home").textContent =
      `${home.name} ${home.version}, answered by worker ${home.worker}`;
  } catch (error) {
    state.textContent = `The shop does not answer: ${error.message}`;
    state.className = "error";
  }
}

show();
