document.getElementById("root")!.textContent = "Office";
