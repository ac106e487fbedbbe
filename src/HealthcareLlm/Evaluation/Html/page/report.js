'use strict';
(() => {
  const counts = JSON.parse(document.getElementById('counts').textContent);
  const make = (name, text) => { const e = document.createElement(name); if (text !== undefined) e.textContent = text; return e; };

  // Sections of this page, for the eye and for the keyboard.
  const nav = document.getElementById('sections');
  for (const s of document.querySelectorAll('main > section')) { const a = make('a', s.querySelector('h2').textContent); a.href = '#' + s.id; nav.append(a); }

  const choice = (tools, name, values, all, chosen) => {
    const label = make('label', name), select = make('select');
    select.append(new Option(all, ''));
    for (const v of values) select.append(new Option(v, v));
    if (chosen && values.includes(chosen)) select.value = chosen;
    label.append(select); tools.append(label);
    return select;
  };

  // Tables that filter: by each column that can be picked, by tag, and by any text.
  for (const table of document.querySelectorAll('table[data-filter]')) {
    const rows = [...table.tBodies[0].rows], heads = [...table.tHead.rows[0].cells], tools = make('div'), tests = [];
    const value = c => c.dataset.value ?? c.textContent;
    const start = new Map((table.dataset.start ?? '').split(',').map(p => p.split('=')));
    tools.className = 'tools';
    heads.forEach((h, i) => {
      if (!('pick' in h.dataset)) return;
      const values = [...new Set(rows.map(r => value(r.cells[i])))].filter(v => v).sort();
      if (values.length < 2 || values.length > 200) return;
      const select = choice(tools, h.textContent, values, 'any', start.get(h.textContent));
      tests.push(r => !select.value || value(r.cells[i]) === select.value);
    });
    if ('tags' in table.dataset) {
      const seen = new Map();
      for (const tags of counts.tags) for (const t of tags) seen.set(t, (seen.get(t) ?? 0) + 1);
      const select = choice(tools, 'tag', [...seen.keys()].filter(t => seen.get(t) > 1).sort(), 'any');
      tests.push(r => !select.value || (counts.tags[+r.dataset.c] ?? []).includes(select.value));
    }
    const label = make('label', 'text'), search = make('input'), shown = make('output');
    search.type = 'search'; label.append(search); tools.append(label, shown);
    shown.setAttribute('aria-live', 'polite');
    const texts = new Map();
    const text = r => { if (!texts.has(r)) texts.set(r, r.textContent.toLowerCase()); return texts.get(r); };
    tests.push(r => !search.value || text(r).includes(search.value.toLowerCase()));
    const apply = () => {
      let n = 0;
      for (const r of rows) { const ok = tests.every(t => t(r)); r.hidden = !ok; if (ok) n++; }
      shown.textContent = n === rows.length ? rows.length + ' rows' : n + ' of ' + rows.length + ' rows';
    };
    tools.addEventListener('input', apply);
    table.closest('.scroll').before(tools);
    apply();
  }

  // The error taxonomy, counted again for the packets of one tag; what is wrong and what is lost stands out.
  const byField = document.getElementById('by-field');
  if (byField) {
    const rows = [...byField.tBodies[0].rows], heads = [...byField.tHead.rows[0].cells].map(c => c.textContent);
    const all = rows.map(r => [...r.cells].slice(1).map(c => +c.textContent || 0));
    const bad = ['wrong value', 'invented', 'wrong assertion', 'other patient', 'right value wrong citation'], lost = ['missed', 'wrongly refused'];
    const draw = numbers => rows.forEach((r, i) => [...r.cells].slice(1).forEach((c, k) => {
      const n = numbers[i][k], head = heads[k + 1];
      c.textContent = n || ''; c.className = n && bad.includes(head) ? 'heat' : n && lost.includes(head) && n >= 0.2 * numbers[i].reduce((a, b, j) => heads[j + 1] === 'rightly missing' ? a : a + b, 0) ? 'lost' : '';
    }));
    const groups = Object.keys(counts.taxonomy);
    if (groups.length) {
      const tools = byField.closest('section').querySelector('.tools') ?? byField.closest('.scroll').parentNode.insertBefore(Object.assign(make('div'), { className: 'tools' }), byField.closest('.scroll'));
      const select = choice(tools, 'packets', groups, 'all');
      select.addEventListener('input', e => { e.stopPropagation(); draw(select.value ? counts.taxonomy[select.value] : all); });
    }
    draw(all);
  }

  for (const b of document.querySelectorAll('.zoom')) b.addEventListener('click', () => { b.setAttribute('aria-expanded', b.parentNode.classList.toggle('open')); });
})();
