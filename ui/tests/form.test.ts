import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { expectAccessible, openWindow } from "./window";

describe("the form of a stage", () => {
  it("shows what the file says, and changes it on Enter", async () => {
    const { user, form, text, settled } = await openWindow();
    const label = form().getAllByLabelText("Label")[0] as HTMLInputElement;
    expect(label.value).toBe("Echo");
    await user.clear(label);
    await user.type(label, "Say it{Enter}");
    await settled();
    expect(text()).toContain("- label: Say it\n");
    expect(screen.getByRole("treeitem", { name: /^Say it echoPhrase/ })).toBeTruthy();
  });

  it("leaves the file alone while one types, and forgets the draft on Escape", async () => {
    const { user, form, text } = await openWindow();
    const before = text();
    const label = form().getAllByLabelText("Label")[0] as HTMLInputElement;
    await user.type(label, "!!!");
    expect(text()).toBe(before);
    await user.keyboard("{Escape}");
    expect(label.value).toBe("Echo");
    await user.tab();
    expect(text()).toBe(before);
  });

  it("undoes the document from a field: first the draft, then the last change", async () => {
    const { user, form, text, settled } = await openWindow();
    const before = text();
    const field = form().getByLabelText("Description") as HTMLInputElement;
    await user.type(field, " now{Enter}");
    await settled();
    expect(text()).not.toBe(before);
    await user.type(field, " and again");
    await user.keyboard("{Control>}z{/Control}");
    expect(field.value).toBe("Says a phrase in the cluster now");
    await user.keyboard("{Control>}z{/Control}");
    await settled();
    expect(text()).toBe(before);
    expect(field.value).toBe("Says a phrase in the cluster");
    await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
    await settled();
    expect(field.value).toBe("Says a phrase in the cluster now");
  });

  it("takes a property out when its field is emptied", async () => {
    const { user, form, text, settled } = await openWindow();
    const field = form().getByLabelText(/^Property file/) as HTMLInputElement;
    await user.clear(field);
    await user.tab();
    await settled();
    expect(text()).not.toContain("propertyFile");
  });

  it("writes truth values and can return to the default", async () => {
    const { user, form, text, settled } = await openWindow();
    await user.click(form().getByRole("switch", { name: "Wait for completion" }));
    await settled();
    expect(text()).toContain("waitForCompletion: false");
    await user.click(form().getByRole("button", { name: "Use default" }));
    await settled();
    expect(text()).not.toContain("waitForCompletion");
  });

  it("shows a finding beside its field, and its fix, seen before it is made, mends it", async () => {
    const { user, form, text, settled } = await openWindow();
    const finding = form().getByText("Two runs at once would replace each other.");
    const beside = within(finding.closest("li") as HTMLElement);
    await user.click(beside.getByRole("button", { name: "Use generateName" }));
    await user.click(await beside.findByRole("button", { name: "Apply" }));
    await settled();
    expect(text()).toContain("generateName: say-hello-");
    expect(form().queryByText("Two runs at once would replace each other.")).toBeNull();
    expect((form().getByLabelText("Generate name") as HTMLInputElement).value).toBe("say-hello-");
  });

  it("shows what a parameter sets, and leads to the parameter", async () => {
    const { user, form } = await openWindow();
    const chip = form().getByRole("button", { name: "set by IMAGE_TAG" });
    await user.click(chip);
    const name = await form().findByDisplayValue("IMAGE_TAG");
    expect(name).toBeTruthy();
  });

  it("shows secrets by where they come from only", async () => {
    const { form } = await openWindow();
    const source = (label: string) => (form().getByLabelText(label) as HTMLInputElement).value;
    expect(source("Source of TOKEN")).toBe("secret");
    expect(source("Secret of TOKEN")).toBe("echo-token");
    expect(source("Key of TOKEN")).toBe("token");
    expect(form().queryByLabelText("Value of TOKEN")).toBeNull();
  });

  it("writes resources as quoted text", async () => {
    const { user, form, text, settled } = await openWindow();
    await user.type(form().getByLabelText("CPU limit"), "2{Enter}");
    await settled();
    expect(text()).toContain('cpu: "2"');
  });

  it("adds, guards and removes labels", async () => {
    const { user, form, text, settled } = await openWindow();
    await user.click(form().getByRole("button", { name: "Add label" }));
    await user.keyboard("example.com/owner{Tab}me{Enter}");
    await settled();
    expect(text()).toContain('"[example.com/owner]": me');
    await user.click(form().getByRole("button", { name: "More for team" }));
    await user.click(screen.getByRole("menuitem", { name: "Remove" }));
    await settled();
    expect(text()).not.toContain("team: platform");
  });

  it("edits a script as it stands in the file", async () => {
    const { user, form, text, settled } = await openWindow();
    const script = form().getByLabelText("Args 1") as HTMLTextAreaElement;
    expect(script.value).toBe('set -eu\necho "$PHRASE"\necho "SPINNAKER_PROPERTY_SAID=$PHRASE"\n');
    await user.type(script, "date", { initialSelectionStart: 0, initialSelectionEnd: 7 });
    await user.tab();
    await settled();
    expect(text()).toContain('date\n                        echo "$PHRASE"');
  });

  it("lists the rest of the stage and shows it in the text", async () => {
    const { user, form, app } = await openWindow();
    await user.click(form().getByRole("button", { name: /^pod volumes/ }));
    expect(app.layout.mode).toBe("split");
    await waitFor(() => expect(screen.getByTestId("editor").textContent).toContain("volumes"));
    expect(document.querySelector(".cm-lit")?.textContent).toMatch(/^volumes:/);
  });

  it("can be read only where the file can be read only", async () => {
    const { form } = await openWindow({
      prepare(fake) {
        const { open } = fake.commands;
        fake.commands.open = async (path) => ({ ...(await open(path)), readOnly: "not UTF-8" });
      },
    });
    expect((form().getAllByLabelText("Label")[0] as HTMLInputElement).readOnly).toBe(true);
    expect(screen.getByText("This file can only be read: not UTF-8")).toBeTruthy();
    expect((screen.getByRole("button", { name: "New stage" }) as HTMLButtonElement).disabled).toBe(
      true,
    );
  });

  it("shows text from files as text", async () => {
    const text = "- label: <img src=x onerror=alert(1)>\n  type: a\n";
    const { container } = await openWindow({ text, mode: "split" });
    expect(container.querySelector("img")).toBeNull();
    expect(screen.getAllByText("<img src=x onerror=alert(1)>").length).toBeGreaterThan(0);
  });

  it("has names and roles for all of it", async () => {
    const { container, user, form } = await openWindow();
    await user.click(form().getByRole("button", { name: /^PHRASE Phrase to say/ }));
    await expectAccessible(container);
  });
});

describe("parameters", () => {
  it("are added, named, and given a variable to set", async () => {
    const { user, form, text, settled } = await openWindow();
    await user.click(form().getByRole("button", { name: "Add parameter" }));
    await settled();
    await waitFor(() =>
      expect((document.activeElement as HTMLInputElement).value).toBe("PARAMETER"),
    );
    await user.keyboard("REGION{Enter}");
    await settled();
    await user.click(form().getByRole("button", { name: "Add variable REGION to hello" }));
    await settled();
    expect(text()).toContain("mapping: manifest.spec.template.spec.containers[0].env[2].value");
    expect(form().getByText("hello › env REGION")).toBeTruthy();
  });

  it("are moved with the keyboard and keep the focus", async () => {
    const { user, form, app, settled } = await openWindow();
    form()
      .getByRole("button", { name: /move IMAGE_TAG/ })
      .focus();
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await settled();
    expect(app.active?.view?.parameters.map(({ name }) => name)).toEqual([
      "IMAGE_TAG",
      "PHRASE",
      "RETRIES",
    ]);
    await waitFor(() =>
      expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^1: move IMAGE_TAG/),
    );
  });

  it("are duplicated and removed", async () => {
    const { user, form, app, settled } = await openWindow();
    await user.click(form().getByRole("button", { name: /^PHRASE Phrase to say/ }));
    await user.click(form().getByRole("button", { name: "Duplicate" }));
    await settled();
    expect(app.active?.view?.parameters).toHaveLength(4);
    await user.click(form().getByRole("button", { name: "Remove" }));
    await settled();
    expect(app.active?.view?.parameters).toHaveLength(3);
  });

  it("can have an empty default, which is not the same as none", async () => {
    const { user, form, text, settled } = await openWindow();
    await user.click(form().getByRole("button", { name: /^PHRASE Phrase to say/ }));
    await user.clear(form().getByLabelText("Default value"));
    await user.tab();
    await settled();
    expect(text()).toContain('defaultValue: ""');
    await user.click(form().getByRole("button", { name: "Remove default" }));
    await settled();
    expect(text()).not.toContain('defaultValue: ""');
  });

  it("are mapped by choosing from what they can set", async () => {
    const { user, form, text, settled } = await openWindow();
    await user.click(form().getByRole("button", { name: /^RETRIES Retries/ }));
    await user.click(form().getByRole("combobox", { name: /^Mapping/ }));
    await user.clear(form().getByRole("combobox", { name: /^Mapping/ }));
    await user.keyboard("namespace{ArrowDown}{Enter}");
    await settled();
    expect(text()).toContain("mapping: manifest.metadata.namespace");
    expect(text()).not.toContain("mapping: namespace");
  });

  it("say why they set nothing", async () => {
    const { form } = await openWindow();
    expect(form().getByText(/^nothing at manifest\.spec/)).toBeTruthy();
  });

  it("can be made of a value", async () => {
    const { user, form, text, settled } = await openWindow({
      text: "- type: a\n  manifest:\n    spec:\n      template:\n        spec:\n          containers:\n            - name: c\n              env:\n                - name: GREETING\n                  value: hi\n",
    });
    await user.click(form().getByRole("button", { name: "More for GREETING" }));
    await user.click(screen.getByRole("menuitem", { name: "Make parameter" }));
    await settled();
    expect(text()).toContain("mapping: manifest.spec.template.spec.containers[0].env[0].value");
    expect(text()).toContain("defaultValue: hi");
    expect(form().getByRole("button", { name: "set by GREETING" })).toBeTruthy();
  });
});
