import { escapeHtml } from '../plain-to-html';

/** Ink, accent and hairline of documents: dark enough to print, quiet enough to read. */
const STYLE = `
@page { margin: 20mm 22mm; }
html { background: #eef1f4; }
body { box-sizing: border-box; max-width: 210mm; margin: 24px auto; padding: 20mm 22mm; background: #fff; color: #1f2933;
  font: 11pt/1.5 Calibri, Carlito, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0 0 6px; font-size: 24pt; line-height: 1.2; letter-spacing: -0.01em; color: #10202f; }
h2 { margin: 22px 0 6px; font-size: 13pt; line-height: 1.3; color: #1d4f91; break-after: avoid; }
p { margin: 0 0 10px; orphans: 3; widows: 3; }
ul { margin: 0 0 10px; padding-left: 20px; }
li { margin-bottom: 4px; }
.kicker { margin-bottom: 4px; font-size: 9.5pt; font-weight: 600; letter-spacing: 0.06em; text-transform: uppercase; color: #1d4f91; }
.byline { margin-bottom: 20px; padding-bottom: 14px; border-bottom: 1px solid #cbd5df; color: #52606d; }
.lead { font-size: 12.5pt; }
.note { font-size: 9.5pt; color: #52606d; }
table { width: 100%; margin: 12px 0 8px; border-collapse: collapse; break-inside: avoid; font-variant-numeric: tabular-nums; }
th, td { padding: 7px 8px; border-bottom: 1px solid #cbd5df; text-align: left; }
th { border-bottom: 2px solid #1d4f91; font-size: 9.5pt; font-weight: 600; color: #52606d; }
th.amount, td.amount { text-align: right; white-space: nowrap; }
tr.total td { border-bottom: 2px solid #1d4f91; background: #f3f6f9; }
@media (max-width: 640px) { body { margin: 0; padding: 24px 18px; } }
@media print { html { background: none; } body { max-width: none; margin: 0; padding: 0; } }
`;

/** A whole HTML document around the rendered template: nothing is loaded from elsewhere, and it prints on A4 as on Letter. */
export function pageOf(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body.trim()}
</body>
</html>
`;
}
