/**
 * What the page can do more where scripts run: copying curl lines, finding clauses by text, opening everything for print. All of it can be
 * read without. Written without `<` and `&`, so that the page stays well-formed.
 */
export const pageScript = `'use strict';
for (const block of document.querySelectorAll('.copyable')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', () => {
    getSelection().selectAllChildren(block);
    navigator.clipboard?.writeText(block.textContent).then(() => { button.textContent = 'Copied'; });
  });
  block.before(button);
}
const find = document.getElementById('find');
find.hidden = false;
find.querySelector('input').addEventListener('input', ({ target }) => {
  const wanted = target.value.toLowerCase();
  for (const row of document.querySelectorAll('tr[data-outcome]')) row.hidden = !row.textContent.toLowerCase().includes(wanted);
});
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details')) details.open = true;
});
`;
