#include "order_management/till/receipt/words.h"

#include <map>

namespace atelier::order_management::till {

const ReceiptWords& receipt_words(std::string_view locale) {
  static const std::map<std::string, ReceiptWords, std::less<>> words = {
      {"en", {"Receipt", "Sold by", "Date", "Total", "of which", "Net", "Cash", "Card", "Change", "Rounding", "Thank you."}},
      {"de", {"Beleg", "Bedient von", "Datum", "Summe", "darin", "Netto", "Bar", "Karte", "Rückgeld", "Rundung", "Vielen Dank."}},
      {"fr", {"Ticket", "Vendu par", "Date", "Total", "dont", "HT", "Espèces", "Carte", "Rendu", "Arrondi", "Merci de votre visite."}},
      {"it", {"Ricevuta", "Servito da", "Data", "Totale", "di cui", "Netto", "Contanti", "Carta", "Resto", "Arrotondamento", "Grazie."}},
      {"ja", {"領収書", "担当", "日時", "合計", "内", "税抜", "現金", "カード", "お釣り", "端数調整", "ありがとうございました。"}},
      {"zh-Hans", {"收据", "销售顾问", "日期", "合计", "其中", "不含税", "现金", "银行卡", "找零", "零头调整", "感谢惠顾。"}},
      {"ko", {"영수증", "담당", "일시", "합계", "포함된", "공급가액", "현금", "카드", "거스름돈", "단수 조정", "감사합니다."}},
  };
  const auto found = words.find(locale);
  return found != words.end() ? found->second : words.at("en");
}

}  // namespace atelier::order_management::till
