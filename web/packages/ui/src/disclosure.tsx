import * as Accordion from "@radix-ui/react-accordion";
import type { ReactNode } from "react";
import { Icon } from "./icon";

export function DisclosureGroup({ defaultOpen = [], children }: { defaultOpen?: string[]; children: ReactNode }) {
  return <Accordion.Root type="multiple" defaultValue={defaultOpen}>{children}</Accordion.Root>;
}

export function Disclosure({ value, title, level = 3, children }: { value: string; title: ReactNode; level?: 2 | 3; children: ReactNode }) {
  const Heading = `h${level}` as const;
  return (
    <Accordion.Item value={value} className="disclosure">
      <Accordion.Header asChild>
        <Heading>
          <Accordion.Trigger className="disclosure-trigger">{title}<Icon name="plus" /></Accordion.Trigger>
        </Heading>
      </Accordion.Header>
      <Accordion.Content className="disclosure-content">{children}</Accordion.Content>
    </Accordion.Item>
  );
}
