// Browsers start no worker from a file share: there, the search worker runs in a hidden frame of the page instead.
"use strict";

if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const script = new URL(address, location.href).href;
      this.waiting = [];
      this.frame = Object.assign(document.createElement("iframe"), { hidden: true, title: "搜索", srcdoc: "" });
      this.frame.addEventListener("load", () => {
        const inside = this.frame.contentWindow;
        inside.postMessage = (data) => {
          const event = new MessageEvent("message", { data });
          this.dispatchEvent(event);
          this.onmessage?.(event);
        };
        const element = Object.assign(inside.document.createElement("script"), { src: script });
        element.addEventListener("load", () => {
          for (const data of this.waiting.splice(0)) this.deliver(data);
          this.waiting = null;
        });
        inside.document.head.append(element);
      }, { once: true });
      document.documentElement.append(this.frame);
    }

    deliver(data) {
      const inside = this.frame.contentWindow;
      inside.dispatchEvent(new inside.MessageEvent("message", { data }));
    }

    postMessage(data) {
      if (this.waiting) this.waiting.push(data);
      else this.deliver(data);
    }

    terminate() {
      this.frame.remove();
    }
  };
}
