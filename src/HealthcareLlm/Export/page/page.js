'use strict';
(() => {
  const result = JSON.parse(document.getElementById('result').textContent);
  const sources = JSON.parse(document.getElementById('sources').textContent);
  const byId = new Map(sources.map(s => [s.documentId, s]));
  const entries = [];            // every value or statement that can be opened: { node, citations, kind, look, marks }
  const el = (tag, className, text) => { const n = document.createElement(tag); if (className) n.className = className; if (text !== undefined) n.textContent = text; return n; };
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const isRequest = result.schema.startsWith('prior-auth');

  // Words for paths.
  const special = { npi: 'NPI', ndc: 'NDC', memberId: 'Member ID', taxId: 'Tax ID', daysSupply: 'Days’ supply', lineOfBusiness: 'Line of business', birthDate: 'Date of birth', codeSystem: 'Code system' };
  const words = name => special[name] || (name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, c => ' ' + c.toLowerCase()));
  const pathWords = path => path.split('.').map(s => { const m = /^(\w+)(?:\[(\d+)\])?$/.exec(s); return m ? words(m[1]) + (m[2] !== undefined ? ' ' + (Number(m[2]) + 1) : '') : s; }).join(' › ');

  // Status.
  const statusOf = f => ({ extracted: ['found', f.repaired ? 'Mended' : 'Found'], refused: ['held', 'Held back'], conflicting: ['clash', 'Documents disagree'], missing: ['none', 'Missing'], supported: ['found', 'Supported'] })[f.status];
  const allCitations = f => (f.citations || []).concat((f.candidates || []).flatMap(c => c.citations));
  const reasonWords = r => { const i = r.indexOf(':'); return i < 0 ? r : r.slice(i + 1).trim(); };
  const place = c => (sources.length > 1 ? (byId.get(c.documentId)?.fileName ?? '') + ' ' : '') + 'p. ' + c.page;
  const where = list => { const seen = [...new Set(list.map(place))]; return seen.slice(0, 3).join(', ') + (seen.length > 3 ? ' …' : ''); };

  function opener(text, citations, kind, look) {
    // Not a button element: a long sentence must be able to run over several lines.
    const button = el('span', 'value', text);
    if (citations.length === 0) { button.classList.add('placeless'); return button; }
    button.setAttribute('role', 'button');
    button.tabIndex = 0;
    button.addEventListener('keydown', e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); open(entry); } });
    const entry = { node: button, citations, kind, look, marks: [], at: -1 };
    entries.push(entry);
    button.addEventListener('click', () => open(entry));
    return button;
  }

  function fieldCell(cell, field) {
    const [kind, word] = statusOf(field);
    if (field.status === 'missing') { cell.append(el('span', 'chip none', word)); return; }
    const text = field.status === 'extracted' ? field.value : (field.candidates || []).map(c => c.value).join('  |  ') || '—';
    const cites = allCitations(field);
    const look = field.status !== 'extracted' || field.repaired === true;
    cell.append(opener(text, cites, kind, look), el('span', 'chip ' + (field.repaired ? 'held' : kind), word));
    if (cites.length) cell.append(el('span', 'where', where(cites)));
    if (field.status === 'refused') cell.append(el('span', 'why', reasonWords(field.reason)));
    if (field.repaired) cell.append(el('span', 'why', 'Look-alike characters were mended: please compare with the page.'));
    const number = field.confidence ?? field.score;
    if (field.status === 'extracted' && number !== undefined) cell.lastChild.title = (field.confidence == null ? 'score ' : 'confidence ') + number.toFixed(2);
  }

  // The request: groups of leaves, lists as tables.
  const isField = n => n !== null && typeof n === 'object' && typeof n.status === 'string';
  function renderRecord(body) {
    if (result.criteria) renderCriteria(body, result.criteria);
    for (const [name, node] of Object.entries(result.record)) {
      if (Array.isArray(node)) { list(body, name, node); continue; }
      const leaves = Object.entries(node).filter(([, v]) => isField(v));
      const lists = Object.entries(node).filter(([, v]) => Array.isArray(v));
      if (leaves.length) {
        body.append(el('h2', '', words(name)));
        const table = el('table');
        for (const [leaf, field] of leaves) row(table, words(leaf), field);
        body.append(table);
      }
      for (const [leaf, items] of lists) list(body, leaf, items);
    }
  }
  function row(table, label, field) {
    const tr = el('tr'), cell = el('td');
    tr.append(el('td', 'label', label), cell);
    fieldCell(cell, field);
    table.append(tr);
  }
  function list(body, name, items) {
    const h = el('h2', '', words(name));
    h.append(el('span', 'count', '  ' + (items.length || 'none found')));
    body.append(h);
    if (!items.length) return;
    if (isField(items[0])) {
      const table = el('table');
      items.forEach((f, i) => row(table, String(i + 1), f));
      body.append(table);
      return;
    }
    if (name === 'services') { items.forEach((item, i) => service(body, item, i)); return; }
    const columns = Object.keys(items[0]).filter(k => items.some(i => isField(i[k]) && i[k].status !== 'missing'));
    const wrap = el('div', 'scroll'), table = el('table'), head = el('tr');
    columns.forEach(c => head.append(el('th', '', words(c))));
    table.append(head);
    for (const item of items) {
      const tr = el('tr');
      for (const c of columns) { const td = el('td'); if (item[c].status !== 'missing') fieldCell(td, item[c]); tr.append(td); }
      table.append(tr);
    }
    wrap.append(table);
    body.append(wrap);
  }
  function service(body, item, i) {
    body.append(el('h3', '', 'Service ' + (i + 1)));
    const table = el('table');
    for (const [leaf, field] of Object.entries(item)) {
      if (Array.isArray(field)) field.forEach((f, k) => row(table, words(leaf) + ' ' + (k + 1), f));
      else if (field.status !== 'missing' || ['code', 'description', 'quantity', 'startDate'].includes(leaf)) row(table, words(leaf), field);
    }
    body.append(table);
  }

  // The criteria of the medical policy: each with its clause and its places in the chart.
  const stateOf = { Met: ['found', 'Met'], NotMet: ['clash', 'Not met'], Conflicting: ['clash', 'Chart disagrees'], NotDocumented: ['none', 'Not documented'] };
  const operators = { all: 'all of', any: 'one of', 'at-least': 'at least some of', unless: 'the first, unless the second', sequence: 'in this order of time' };
  function renderCriteria(body, criteria) {
    const h = el('h2', '', 'Criteria');
    h.append(el('span', 'count', '  ' + criteria.sentence));
    body.append(h);
    for (const c of criteria.candidates || []) body.append(el('p', '', 'May rule: ' + c.policyId + ' version ' + c.version + ', ' + c.title));
    if (!criteria.tree) return;
    const wrap = el('div', 'scroll'), table = el('table'), head = el('tr'), depth = {}, settled = {};
    for (const c of ['Criterion', 'State', 'Chart', 'Policy']) head.append(el('th', '', c));
    table.append(head);
    for (const node of criteria.tree) {
      const tr = el('tr'), name = el('td'), state = el('td'), chart = el('td'), clause = el('td'), [kind, word] = stateOf[node.state];
      depth[node.id] = node.parent ? depth[node.parent] + 1 : 0;
      // Below what is met nothing more is needed: of alternatives one is enough.
      const needless = node.parent && settled[node.parent];
      settled[node.id] = needless || node.state === 'Met';
      name.style.paddingLeft = 8 + 14 * depth[node.id] + 'px';
      state.append(el('span', 'chip ' + kind, word));
      if (node.op !== 'leaf') name.append(el('span', 'path', operators[node.op]));
      else {
        const evidence = node.evidence || [];
        name.append(opener(node.text, evidence, kind, node.state !== 'Met'));
        if (evidence.length) chart.append(el('span', 'where', where(evidence)));
        chart.append(el('span', 'why', reasonWords(node.reason)));
        if (node.request && needless) chart.append(el('span', 'why', 'Not needed: what it belongs to is met without it'));
        else if (node.request) chart.append(el('span', 'why', 'To ask of the ' + node.of + ': ' + node.request));
        if (node.override) state.append(el('span', 'why', 'Judged by ' + node.override.by + ': ' + node.override.reason + ' (found: ' + stateOf[node.found][1].toLowerCase() + ')'));
        clause.append(el('span', '', node.clause.clause + ', p. ' + node.clause.page), el('span', 'why', '“' + node.clause.quote.replace(/\s+/g, ' ') + '”'));
      }
      tr.append(name, state, chart, clause);
      table.append(tr);
    }
    wrap.append(table);
    body.append(wrap);
  }

  // The summary: sections of statements, medications as one table.
  function renderSummary(body) {
    for (const [name, statements] of Object.entries(result.summary)) {
      const shown = statements.filter(s => s.status !== 'refused');
      body.append(el('h2', '', words(name)));
      if (!shown.length) { body.append(el('p', 'empty', 'Not documented in the notes received.')); continue; }
      if (name === 'dischargeMedications') medications(body, shown); else shown.forEach(s => statement(body, s));
    }
  }
  function statement(body, s) {
    const [kind, word] = statusOf(s);
    const p = el('p', 'statement');
    p.append(opener(s.text, s.citations, kind, s.status !== 'supported'));
    if (s.status !== 'supported') p.append(el('span', 'chip ' + kind, word));
    p.append(el('span', 'where', where(s.citations)));
    body.append(p);
  }
  function medications(body, statements) {
    const value = (s, name) => s.parts?.[name]?.status === 'extracted' ? s.parts[name].value : '';
    const order = ['new', 'changed', 'continued', 'held', 'stopped', ''];
    const sorted = statements.map((s, i) => [s, i]).sort((a, b) => order.indexOf(value(a[0], 'change')) - order.indexOf(value(b[0], 'change')) || a[1] - b[1]);
    const wrap = el('div', 'scroll'), table = el('table'), head = el('tr');
    for (const c of ['At discharge', 'Medication', 'Dose', 'Route', 'Frequency', 'Duration', 'Reason']) head.append(el('th', '', c));
    table.append(head);
    const kinds = { new: 'found', changed: 'held', continued: 'none', held: 'held', stopped: 'clash' };
    for (const [s] of sorted) {
      const tr = el('tr'), change = value(s, 'change'), first = el('td');
      first.append(el('span', 'chip ' + (kinds[change] || 'none'), change ? change.toUpperCase() : 'LISTED'));
      const name = el('td');
      name.append(opener(value(s, 'name') || s.text, s.citations, statusOf(s)[0], s.status !== 'supported'), el('span', 'where', where(s.citations)));
      tr.append(first, name);
      for (const c of ['dose', 'route', 'frequency', 'duration', 'reason']) tr.append(el('td', '', value(s, c)));
      table.append(tr);
    }
    wrap.append(table);
    body.append(wrap);
  }

  // What needs a person, on top.
  function alert(kind, title, items, closed) {
    if (!items.length) return;
    const details = el('details', 'alert ' + kind), ul = el('ul');
    details.open = !closed;
    details.append(el('summary', '', title + ' (' + items.length + ')'));
    for (const item of items) { const li = el('li'); li.append(...item); ul.append(li); }
    details.append(ul);
    document.getElementById('alerts').append(details);
  }
  function* fieldsOf(node, path) {
    if (isField(node)) { yield [path, node]; return; }
    if (Array.isArray(node)) for (let i = 0; i < node.length; i++) yield* fieldsOf(node[i], path + '[' + i + ']');
    else for (const [k, v] of Object.entries(node)) yield* fieldsOf(v, path ? path + '.' + k : k);
  }
  function renderAlerts() {
    if (!result.criteria?.submission) alert('missing', 'Missing', result.missing.map(m => [m.request + ' ', el('span', 'path', '(' + pathWords(m.path) + ')')]));
    if (isRequest) {
      const todo = { 'ready-to-submit': 'Ready to submit', 'information-missing': 'Before it is submitted: information is missing', 'clinical-review': 'Before it is submitted: clinical review' };
      if (result.criteria?.submission) alert(result.criteria.outcome === 'clinical-review' ? 'clash' : 'missing', todo[result.criteria.outcome], result.criteria.submission.map(s => [s.request + ' ', el('span', 'path', '(' + s.state.replace(/-/g, ' ') + '; ask the ' + s.of + ')')]));
      const fields = [...fieldsOf(result.record, '')];
      const line = ([path, f]) => [el('span', 'path', pathWords(path) + ': '), opener((f.candidates || []).map(c => c.value).join('  |  ') || '—', allCitations(f), statusOf(f)[0], true), f.reason ? el('span', 'why', reasonWords(f.reason)) : ''];
      alert('clash', 'Documents disagree', fields.filter(([, f]) => f.status === 'conflicting').map(line));
      alert('held', 'Held back for a person', fields.filter(([, f]) => f.status === 'refused').map(line));
    } else {
      alert('clash', 'Stated in the notes and not in this summary', result.omissions.map(o => [opener(o.text, o.citations, 'clash', true)]));
      const refused = Object.entries(result.summary).flatMap(([n, list]) => list.filter(s => s.status === 'refused').map(s => [n, s]));
      alert('held', 'Held back: not part of the document', refused.map(([n, s]) => [el('span', 'path', words(n) + ': '), opener(s.text, s.citations, 'held', true), el('span', 'why', s.reason ? reasonWords(s.reason) : '')]), true);
    }
    alert('clash', 'Pages set aside', result.setAside.map(s => [opener((byId.get(s.documentId)?.fileName ?? '') + ' page ' + s.page, s.citations, 'clash', true), ' ' + s.reason.replace(/-/g, ' ')]));
    const seen = result.issues.filter(i => i.severity !== 'information' && i.code !== 'conflict' && i.code !== 'other-patient');
    alert('held', 'About the pages', seen.map(i => [i.documentId ? el('span', 'path', (byId.get(i.documentId)?.fileName ?? '') + (i.page ? ' page ' + i.page : '') + ': ') : '', i.message]), seen.length > 6);
  }

  // Pages.
  const shells = new Map();      // documentId/page -> { node, width, height }
  function renderPages() {
    const root = document.getElementById('pages');
    for (const source of sources) {
      root.append(el('p', 'doc', source.fileName + (source.pages.length ? '' : ' — could not be read')));
      for (const page of source.pages) {
        const shell = el('div', 'page' + (page.small ? ' small' : '') + (page.aside ? ' aside' : ''));
        if (page.picture) {
          const img = el('img');
          img.src = page.picture; img.alt = 'Page ' + page.number + ' of ' + source.fileName; img.loading = 'lazy'; img.width = page.width; img.height = page.height;
          shell.append(img);
        } else if (page.text !== undefined) shell.append(el('pre'));
        else shell.append(el('pre', 'empty', 'No picture of this page.'));
        shell.append(el('span', 'number', 'page ' + page.number));
        if (page.aside) shell.append(el('span', 'stamp', 'SET ASIDE: another patient'));
        root.append(shell);
        shells.set(source.documentId + '/' + page.number, { node: shell, page });
      }
    }
    entries.forEach((e, i) => e.citations.forEach(c => drawBoxes(e, i, c)));
    for (const { node, page } of shells.values()) if (page.text !== undefined) drawText(node.querySelector('pre'), page);
  }
  function drawBoxes(entry, index, c) {
    const shell = shells.get(c.documentId + '/' + c.page);
    if (!shell) return;
    if (shell.page.text !== undefined) { (shell.page.marks ||= []).push({ entry, index, start: c.start - shell.page.start, end: c.end - shell.page.start }); return; }
    for (const [x, y, w, h] of c.boxes) {
      const box = el('button', 'box ' + entry.kind);
      box.type = 'button'; box.tabIndex = -1; box.setAttribute('aria-label', entry.node.textContent);
      const px = 4;
      box.style.left = 100 * (x - px) / shell.page.width + '%'; box.style.top = 100 * (y - px) / shell.page.height + '%';
      box.style.width = 100 * (w + 2 * px) / shell.page.width + '%'; box.style.height = 100 * (h + 2 * px) / shell.page.height + '%';
      box.addEventListener('click', () => show(entry, true));
      shell.node.append(box);
      entry.marks.push(box);
    }
  }
  function drawText(pre, page) {
    const marks = page.marks || [], cuts = new Set([0, page.text.length]);
    marks.forEach(m => { cuts.add(Math.max(0, m.start)); cuts.add(Math.min(page.text.length, m.end)); });
    const sorted = [...cuts].sort((a, b) => a - b);
    for (let i = 0; i + 1 < sorted.length; i++) {
      const over = marks.filter(m => m.start <= sorted[i] && m.end >= sorted[i + 1]);
      const text = page.text.slice(sorted[i], sorted[i + 1]);
      if (!over.length) { pre.append(text); continue; }
      over.sort((a, b) => (a.end - a.start) - (b.end - b.start));
      const mark = el('mark', over.some(m => m.entry.kind === 'clash') ? 'clash' : over.some(m => m.entry.kind === 'held') ? 'held' : '', text);
      mark.addEventListener('click', () => show(over[0].entry, true));
      over.forEach(m => m.entry.marks.push(mark));
      pre.append(mark);
    }
  }

  // Going from a value to its place and back.
  let current = null;
  function show(entry, fromPage) {
    if (current) { current.node.classList.remove('current'); current.marks.forEach(m => m.classList.remove('current')); }
    current = entry;
    entry.node.classList.add('current');
    entry.marks.forEach(m => m.classList.add('current'));
    const details = entry.node.closest('details');
    if (details) details.open = true;
    entry.node.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
    if (fromPage) entry.node.focus({ preventScroll: true });
  }
  function open(entry) {
    entry.at = current === entry ? entry.at + 1 : 0;
    show(entry, false);
    const marks = entry.marks;
    if (marks.length) marks[entry.at % marks.length].scrollIntoView({ block: 'center', inline: 'nearest', behavior: still ? 'auto' : 'smooth' });
    else { const c = entry.citations[0], shell = shells.get(c.documentId + '/' + c.page); shell?.node.scrollIntoView({ block: 'start' }); }
  }
  function step(by, only) {
    const list = [...new Set(entries)].filter(e => !only || e.look).sort((a, b) => a.node.compareDocumentPosition(b.node) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
    if (!list.length) return;
    const at = list.indexOf(current);
    const next = list[(at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by + list.length) % list.length];
    next.node.focus({ preventScroll: true });
    open(next);
  }

  // As text, for another program.
  function asText() {
    const lines = [document.getElementById('heading').textContent, result.outcomeReason, ''];
    if (isRequest) {
      if (result.criteria) lines.push(result.criteria.sentence, ...(result.criteria.tree || []).filter(n => n.op === 'leaf').map(n => '  - ' + n.text + ': ' + stateOf[n.state][1] + '  (policy ' + n.clause.clause + (n.evidence.length ? '; ' + where(n.evidence) : '') + ')'), '');
      for (const [path, f] of fieldsOf(result.record, '')) if (f.status !== 'missing') lines.push(pathWords(path) + ': ' + (f.status === 'extracted' ? f.value : '[' + statusOf(f)[1].toLowerCase() + '] ' + (f.candidates || []).map(c => c.value).join(' | ')) + '  (' + where(allCitations(f)) + ')');
    } else {
      for (const [name, list] of Object.entries(result.summary)) {
        lines.push(words(name).toUpperCase());
        const shown = list.filter(s => s.status !== 'refused');
        if (!shown.length) lines.push('  Not documented.');
        shown.forEach(s => lines.push('  - ' + s.text + '  (' + where(s.citations) + ')'));
      }
    }
    if (result.missing.length) { lines.push('', 'MISSING'); result.missing.forEach(m => lines.push('  - ' + m.request)); }
    return lines.join('\n');
  }
  async function copy() {
    const text = asText();
    try { await navigator.clipboard.writeText(text); }
    catch { const area = el('textarea'); area.value = text; document.body.append(area); area.select(); document.execCommand('copy'); area.remove(); }
    const toast = document.getElementById('toast');
    toast.textContent = 'Copied as text';
    toast.classList.add('on');
    setTimeout(() => toast.classList.remove('on'), 1600);
  }

  let zoom = 1;
  const setZoom = z => { zoom = Math.min(3, Math.max(0.4, z)); document.getElementById('pages').style.setProperty('--zoom', zoom); document.querySelectorAll('.page:not(.small)').forEach(p => p.classList.toggle('wide', zoom > 1)); };
  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1), n: () => step(1, true), c: copy, '+': () => setZoom(zoom * 1.2), '=': () => setZoom(zoom * 1.2), '-': () => setZoom(zoom / 1.2) };
    if (document.activeElement?.id === 'pages' && e.key.startsWith('Arrow')) return;
    if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });

  const given = path => { const f = path.split('.').reduce((n, k) => n?.[k], result.record); return f?.status === 'extracted' ? f.value : ''; };
  document.getElementById('heading').textContent = isRequest ? 'Prior-authorization request' : 'Discharge summary: draft for review';
  document.getElementById('subject').textContent = isRequest
    ? [given('patient.name'), given('patient.birthDate') && 'born ' + given('patient.birthDate'), given('coverage.payer')].filter(Boolean).join(' · ')
    : sources.length + (sources.length === 1 ? ' document' : ' documents');
  const outcome = document.getElementById('outcome');
  outcome.classList.add({ done: 'done', 'needs-review': 'review', declined: 'declined' }[result.outcome]);
  outcome.append(el('strong', '', { done: 'Complete', 'needs-review': 'Needs a look', declined: 'Not processed' }[result.outcome]), result.outcomeReason);
  renderAlerts();
  (isRequest ? renderRecord : renderSummary)(document.getElementById('body'));
  document.getElementById('foot').textContent = 'Engine ' + result.manifest.engine + ' ' + result.manifest.engineVersion + ' · ' + result.manifest.readers.join(', ') + ' · schema ' + result.schema + ' · scores are ranks, not probabilities, until a calibration is named';
  renderPages();
  document.getElementById('copy').addEventListener('click', copy);
  document.getElementById('keys').addEventListener('click', e => { const help = document.getElementById('keys-help'); help.hidden = !help.hidden; e.target.setAttribute('aria-expanded', String(!help.hidden)); });
})();
