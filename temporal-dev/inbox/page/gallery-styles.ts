/** What the gallery adds to the look of the page. */
export const galleryStyles = `
.gallery .top{position:sticky;top:0}.gallery main{display:block;overflow:auto;padding:8px 22px 60px}
.back{font-size:13px;color:var(--soft)!important}
.g-group>h2{position:sticky;top:-9px;z-index:1;margin:18px 0 6px;padding:8px 0;font-size:19px;background:var(--bg);border-bottom:1px solid var(--line)}
.g-sample{max-width:860px;margin:0 0 26px}.g-sample>h3{margin:16px 0 6px;font-size:13px;font-weight:600;color:var(--soft)}
.g-frame{border:1px solid var(--line);border-radius:12px;padding:12px 18px;overflow-wrap:anywhere}
.g-modal .g-frame{max-width:540px;padding:0;box-shadow:0 4px 20px #0002}.g-modal .modal-body{max-height:none}
.g-message .message{border:1px solid var(--line);padding:10px 12px}.g-message .message.reply{margin-left:44px}
.g-said{font-size:13px;color:var(--soft);margin:4px 6px}.g-said summary{cursor:pointer}.g-said p{margin:4px 0;white-space:normal;overflow-wrap:anywhere}
.g-rows{margin:0 0 10px;font-size:14px}.g-rows div{display:flex;gap:8px}.g-rows dt{color:var(--soft);width:84px;flex:none}.g-rows dd{margin:0;overflow-wrap:anywhere}
.g-mail .mail-html{width:100%;min-height:120px;height:var(--mail)}.g-document{width:100%;height:560px;border:1px solid var(--line);border-radius:12px;background:#fff;resize:vertical}
.b-select{display:inline-block}.btn.g-still{cursor:default}
`;
