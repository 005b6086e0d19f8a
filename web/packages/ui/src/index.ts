export { Button, IconButton, ButtonLook } from "./button";
export { Check, Field, Select, Stepper, TextArea, TextField } from "./fields";
export { Disclosure, DisclosureGroup } from "./disclosure";
export { Icon, type IconName } from "./icon";
export { Notice, QuietState, Skeleton, SkeletonText } from "./states";
export { mediaUrl, Picture, PICTURE_WIDTHS, type PictureSource } from "./picture";
export { formatDateRange, formatMoney, formatTime, languageTag, type MoneyValue } from "./format";
export { Sheet, SheetClose } from "./sheet";
