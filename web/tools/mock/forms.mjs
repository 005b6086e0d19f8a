// Forms of address for the mock. The real rules live in the server; these cover the shapes the page must draw.
const field = (name, label, required, width, autocomplete, more = {}) => ({ name, label, required, max_length: 80, width, autocomplete, pattern: null, example: null, options: null, ...more });
const names = [field("given_name", "given_name", true, "half", "given-name"), field("family_name", "family_name", true, "half", "family-name")];
const eastern = [names[1], names[0]];
const phone = field("phone", "phone", true, "full", "tel");
const line1 = field("line1", "address_line1", true, "full", "address-line1");
const line2 = field("line2", "address_line2", false, "full", "address-line2");
const PREFECTURES = "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県".split(" ").map((label, index) => ({ value: `JP-${String(index + 1).padStart(2, "0")}`, label }));

export function addressForm(country) {
  const postal = (pattern, example, label = "postal_code") => field("postal_code", label, true, "half", "postal-code", { pattern, example, max_length: 12 });
  const five = "^[0-9]{5}$";
  const western = (code, cityLabel = "city") => [...names, line1, line2, code, field("city", cityLabel, true, "half", "address-level2"), phone];
  const forms = {
    JP: [...eastern, postal("^[0-9]{3}-?[0-9]{4}$", "104-0061"), field("region", "prefecture", true, "half", "address-level1", { options: PREFECTURES }), field("city", "city_ward", true, "full", "address-level2", { example: "中央区" }), field("line1", "street_block", true, "full", "address-line1", { example: "銀座4-5-6" }), field("line2", "building_room", false, "full", "address-line2"), phone],
    KR: [...eastern, postal(five, "06236"), field("region", "province", true, "half", "address-level1", { example: "서울특별시" }), field("city", "city_county", true, "half", "address-level2", { example: "강남구" }), field("line1", "street_detail", true, "full", "address-line1", { example: "테헤란로 152" }), field("line2", "building_room", false, "full", "address-line2"), phone],
    CN: [...eastern, phone, field("region", "province", true, "half", "address-level1", { example: "上海市" }), field("city", "city", true, "half", "address-level2"), field("district", "district", true, "half", "address-level3"), postal("^[0-9]{6}$", "200040"), field("line1", "street_detail", true, "full", "address-line1")],
    GB: western(postal("^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}$", "W1S 3PR", "postcode"), "town"),
    HK: [...names, line1, line2, field("district", "district", true, "full", "address-level2"), phone],
    SG: [...names, line1, line2, postal("^[0-9]{6}$", "238801"), phone],
    IT: [...names, line1, line2, postal(five, "20121"), field("city", "city", true, "half", "address-level2"), field("region", "province", true, "half", "address-level1", { example: "MI" }), phone],
  };
  const fields = forms[country] ?? western(postal(["CH", "NO", "BE", "AT", "LU"].includes(country) ? "^[0-9]{4}$" : country === "IN" ? "^[0-9]{6}$" : five, country === "FR" ? "75008" : null, country === "IN" ? "pin_code" : "postal_code"));
  return { country, fields, postal_code_pattern: fields.find(({ name }) => name === "postal_code")?.pattern ?? null };
}
