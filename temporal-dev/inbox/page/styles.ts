/** The look of the page, light and dark. */
export const pageStyles = `
:root{color-scheme:light dark;--bg:#fff;--side:#f4f2f7;--line:#dedae4;--text:#1d1c20;--soft:#6b6673;--accent:#5a2a82;--on-accent:#fff;--hover:#e9e4f0;
 --green:#0a7a55;--red:#c21f3a;--code:#f3f1f5;--link:#1264a3;--warn:#fff4dc;--warn-text:#6b4b00;--only:#f7f5fa}
@media (prefers-color-scheme:dark){:root{--bg:#1b1a1e;--side:#232128;--line:#3a3742;--text:#e9e7ec;--soft:#a39eac;--accent:#b78be0;--on-accent:#1b1024;--hover:#302d37;
 --green:#2fa67c;--red:#ef5f75;--code:#2a2830;--link:#6cb4ee;--warn:#3d3212;--warn-text:#f5d98e;--only:#232128}}
*{box-sizing:border-box}
body{margin:0;height:100vh;display:grid;grid-template:auto 1fr/minmax(220px,290px) 1fr;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;background:var(--bg);color:var(--text)}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--bg);padding:4px 8px;z-index:2}
.top{grid-column:1/-1;display:flex;gap:12px;align-items:baseline;padding:10px 18px;border-bottom:1px solid var(--line);background:var(--side)}
.top h1{font-size:17px;margin:0}.top p{margin:0;color:var(--soft);font-size:13px}#status{margin-left:auto;color:var(--red);font-size:13px}
nav{overflow:auto;background:var(--side);border-right:1px solid var(--line);padding:14px 10px}
.chooser{display:block;font-size:12px;color:var(--soft);padding:0 6px 6px}
.chooser select{display:block;width:100%;margin-top:4px}
nav h2{font-size:12px;font-weight:600;color:var(--soft);margin:14px 8px 4px}
nav ul{list-style:none;margin:0;padding:0}.none{margin:0 8px;color:var(--soft);font-size:13px}
nav a{display:flex;justify-content:space-between;gap:8px;padding:4px 8px;border-radius:6px;color:inherit;text-decoration:none}
nav a:hover{background:var(--hover)}nav a[aria-current]{background:var(--accent);color:var(--on-accent)}
nav .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}nav .count{font-size:12px;opacity:.75;align-self:center}
nav a.unread .name{font-weight:700}nav a.unread .count{background:var(--red);color:#fff;border-radius:9px;padding:0 7px;opacity:1}
main{display:flex;flex-direction:column;min-width:0;min-height:0;outline:0}
main>h2{font-size:16px;margin:0;padding:10px 22px;border-bottom:1px solid var(--line)}
#content{overflow:auto;flex:1;padding:8px 22px 28px}
.empty{color:var(--soft);text-align:center;margin-top:80px}
.messages{list-style:none;margin:0;padding:0;max-width:860px}
.day{text-align:center;border-bottom:1px solid var(--line);height:14px;margin:8px 0 16px}
.day span{background:var(--bg);border:1px solid var(--line);border-radius:12px;padding:2px 12px;font-size:12px;font-weight:600}
.message{display:flex;gap:10px;padding:8px 6px;border-radius:8px;overflow-wrap:anywhere}
.message.reply{margin-left:42px;border-left:2px solid var(--line);border-radius:0;padding-left:12px}
.message.ephemeral{background:var(--only)}
.avatar{flex:none;width:34px;height:34px;border-radius:8px;background:var(--soft);color:var(--bg);display:grid;place-items:center;font-weight:700}
.avatar.bot{background:var(--accent);color:var(--on-accent)}
.body{min-width:0;flex:1}.meta{display:flex;gap:7px;align-items:baseline}.meta time,.edited,.only-you{font-size:12px;color:var(--soft)}
.tag{font-size:10px;font-weight:600;background:var(--hover);color:var(--soft);padding:0 4px;border-radius:3px}
.b-header{font-size:18px;margin:6px 0 4px}.b-section{display:flex;gap:14px;justify-content:space-between;margin:4px 0}
.b-text{min-width:0;flex:1}.b-fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(230px,1fr));gap:6px 18px;margin-top:6px}
.b-context{display:flex;flex-wrap:wrap;gap:4px 12px;font-size:13px;color:var(--soft);margin:4px 0}.b-context img{height:20px}
.b-actions{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0}.b-image{max-width:360px;max-height:300px;border-radius:8px}
.b-unknown{color:var(--soft);font-size:13px;font-style:italic}
hr{border:0;border-top:1px solid var(--line);margin:10px 0}
code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Consolas,monospace;background:var(--code);border-radius:4px}
code{padding:1px 4px}pre{padding:8px 10px;margin:6px 0;white-space:pre-wrap;overflow-wrap:anywhere}
blockquote{margin:4px 0;padding-left:12px;border-left:4px solid var(--line)}.message ul{margin:2px 0;padding-left:22px;list-style:disc}
.mention{background:var(--hover);border-radius:4px;padding:0 3px;color:var(--link)}
.btn{font:inherit;font-weight:600;font-size:14px;padding:5px 13px;border-radius:6px;border:1px solid var(--line);background:var(--bg);color:inherit;cursor:pointer}
.btn:hover:not(:disabled){background:var(--hover)}.btn:disabled{opacity:.55;cursor:not-allowed}[aria-busy]{opacity:.6}
.btn.primary{background:var(--green);border-color:var(--green);color:#fff}.btn.danger{background:var(--red);border-color:var(--red);color:#fff}
.btn.primary:hover:not(:disabled),.btn.danger:hover:not(:disabled){filter:brightness(1.1)}
.b-menu{display:inline-block;position:relative}.b-menu>summary{list-style:none}.b-menu>summary::-webkit-details-marker{display:none}
.b-menu>div{position:absolute;z-index:1;display:flex;flex-direction:column;gap:2px;padding:6px;background:var(--bg);border:1px solid var(--line);border-radius:8px;box-shadow:0 6px 24px #0004}
.b-menu>div .btn{border:0;text-align:left;white-space:nowrap;font-weight:400}
@media (prefers-color-scheme:dark){.btn.primary,.btn.danger{color:#111}}
.notice{background:var(--warn);color:var(--warn-text);border-radius:6px;padding:6px 10px;margin:6px 0;font-size:14px}
input,select,textarea{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:6px;padding:6px 9px}
dialog{border:1px solid var(--line);border-radius:12px;padding:0;background:var(--bg);color:var(--text);width:min(540px,92vw);box-shadow:0 12px 48px #0006}
dialog::backdrop{background:#0007}.modal header,.modal footer{display:flex;align-items:center;padding:14px 20px}
.modal header{justify-content:space-between;border-bottom:1px solid var(--line)}.modal footer{justify-content:flex-end;gap:10px;border-top:1px solid var(--line)}
.modal h2{margin:0;font-size:18px}.modal .close{border:0;background:none;color:var(--soft);font-size:16px;cursor:pointer}
.modal-body{padding:12px 20px;max-height:62vh;overflow:auto}.field{margin:12px 0}.field label{display:block;font-weight:600;margin-bottom:4px}
.field input,.field select,.field textarea{width:100%}.field.invalid input,.field.invalid select,.field.invalid textarea{border-color:var(--red)}
.error{color:var(--red);font-size:13px;min-height:1em}.hint{color:var(--soft);font-size:13px}small{color:var(--soft);font-weight:400}
.mails{max-width:960px}.mail{border:1px solid var(--line);border-radius:8px;margin:10px 0}.mail[open]{padding-bottom:12px}
.mail>summary{display:flex;gap:14px;align-items:baseline;padding:9px 14px;cursor:pointer;list-style:none}.mail>summary:hover{background:var(--hover);border-radius:8px}
.mail-subject{font-weight:600;flex:1;overflow:hidden;text-overflow:ellipsis}.mail-from,.mail time{color:var(--soft);font-size:13px;white-space:nowrap}
.mail>:not(summary){margin-left:14px;margin-right:14px}.mail dl{margin-top:4px;margin-bottom:10px;font-size:14px}.mail dl div{display:flex;gap:8px}.mail dt{color:var(--soft);width:84px}.mail dd{margin:0;overflow-wrap:anywhere}
.mail-html{width:calc(100% - 28px);height:46vh;min-height:240px;border:1px solid var(--line);border-radius:6px;background:#fff;resize:vertical}
.mail-reply{margin-top:12px}.mail-reply textarea{width:100%;box-sizing:border-box;font:inherit;padding:6px}.mail-reply p{margin:6px 0}.mail-reply label{font-size:13px;color:var(--soft)}
pre.mail-text,.mail-text pre{font:inherit;font-size:14px}
.mail details>summary{cursor:pointer;color:var(--soft);font-size:13px;margin-top:6px}.attachments{list-style:none;padding:0}
.faults{max-width:760px}.faults table{border-collapse:collapse}.faults th,.faults td{text-align:left;padding:6px 22px 6px 0;font-weight:400}.faults thead th{font-weight:600}
.faults td input{width:90px}.faults .row{display:flex;gap:24px;margin:10px 0}.faults .row input{width:90px}
#command{display:flex;gap:8px;padding:10px 22px;border-top:1px solid var(--line)}#command input{flex:1}.home{max-width:860px}
@media (max-width:720px){body{grid-template:auto auto 1fr/1fr}nav{max-height:34vh;border-right:0;border-bottom:1px solid var(--line)}}
`;
