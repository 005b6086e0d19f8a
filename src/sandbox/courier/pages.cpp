#include "sandbox/courier/pages.h"

#include "base/text.h"

namespace atelier::sandbox::courier {
namespace {

using base::escape_markup;

constexpr std::string_view kStyle = R"(
  :root{color-scheme:light}*{box-sizing:border-box}
  body{margin:0;background:#EEF0F2;color:#16191D;font:16px/1.5 system-ui,"Noto Sans","Noto Sans CJK JP",sans-serif}
  main{max-width:60rem;margin:4vh auto;padding:2rem;background:#fff;border:1px solid #D5D9DE}
  .mark{font-size:.8rem;letter-spacing:.08em;color:#5B6570;margin:0 0 1.5rem}
  table{border-collapse:collapse;width:100%}td,th{padding:.5rem .75rem .5rem 0;text-align:left;vertical-align:top;border-top:1px solid #D5D9DE}
  button{padding:.3rem .6rem;margin:0 .2rem .2rem 0;font:inherit;font-size:.85rem;border:1px solid #1C3F6E;background:#fff;color:#1C3F6E;cursor:pointer}
  .label{border:2px solid #16191D;padding:2rem;font-size:1.3rem;white-space:pre-line}:focus-visible{outline:3px solid #7FA7DB;outline-offset:1px}
)";

std::string page(std::string_view title, std::string_view body) {
  std::string html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>";
  html += title;
  html += "</title><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><style>";
  html += kStyle;
  html += "</style></head><body><main><p class=\"mark\">SANDBOX COURIER · no parcel moves here</p>";
  html += body;
  html += "</main></body></html>";
  return html;
}

std::string row(const integration::sandbox_courier::ShipmentObject& shipment) {
  std::string html = "<tr><td>" + escape_markup(shipment.request.order_number) + "<br><small>" + escape_markup(shipment.tracking_number) +
                     "</small></td><td>" + escape_markup(shipment.request.to.name) + ", " + escape_markup(shipment.request.to.city) + "</td><td>" +
                     boost::describe::enum_to_string(shipment.step, "") + " " + escape_markup(shipment.reason) +
                     "</td><td><form method=\"post\" action=\"/shipments/" + escape_markup(shipment.id) + "\">";
  for (const auto* step : {"collected", "in_transit", "delivered", "failed", "returning", "returned"}) {
    html += std::string("<button name=\"step\" value=\"") + step + "\">" + step + "</button>";
  }
  return html + "<label><input type=\"checkbox\" name=\"twice\" value=\"1\"> twice</label></form></td></tr>";
}

}  // namespace

std::string shipments_page(const std::vector<integration::sandbox_courier::ShipmentObject>& shipments) {
  std::string body = "<h1>Shipments</h1><table><thead><tr><th>Order</th><th>To</th><th>Now</th><th>Tell the shop</th></tr></thead><tbody>";
  for (const auto& shipment : shipments) body += row(shipment);
  return page("Sandbox courier", body + "</tbody></table>");
}

std::string label_page(const std::vector<std::string>& text) {
  std::string body = "<div class=\"label\">";
  for (const auto& line : text) body += escape_markup(line) + "\n";
  return page("Label", body + "</div>");
}

}  // namespace atelier::sandbox::courier
