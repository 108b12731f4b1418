"""FatturaPA and Facturae, which are only read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from invoice_ocr.einvoice import read_einvoices

FATTURA = """<?xml version="1.0" encoding="UTF-8"?>
<p:FatturaElettronica versione="FPR12" xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2">
  <FatturaElettronicaHeader>
    <DatiTrasmissione><ProgressivoInvio>1</ProgressivoInvio></DatiTrasmissione>
    <CedentePrestatore>
      <DatiAnagrafici>
        <IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>01234567897</IdCodice></IdFiscaleIVA>
        <CodiceFiscale>01234567897</CodiceFiscale>
        <Anagrafica><Denominazione>Falegnameria Quercia SRL</Denominazione></Anagrafica>
      </DatiAnagrafici>
      <Sede><Indirizzo>Via dei Tigli</Indirizzo><NumeroCivico>4</NumeroCivico><CAP>00100</CAP><Comune>Roma</Comune>
        <Provincia>RM</Provincia><Nazione>IT</Nazione></Sede>
      <IscrizioneREA><Ufficio>RM</Ufficio><NumeroREA>123456</NumeroREA></IscrizioneREA>
      <Contatti><Telefono>06555000</Telefono><Email>info@quercia.example</Email></Contatti>
    </CedentePrestatore>
    <CessionarioCommittente>
      <DatiAnagrafici><CodiceFiscale>RSSMRA80A01H501U</CodiceFiscale>
        <Anagrafica><Nome>Maria</Nome><Cognome>Esempio</Cognome></Anagrafica></DatiAnagrafici>
      <Sede><Indirizzo>Piazza Prova 1</Indirizzo><CAP>20100</CAP><Comune>Milano</Comune><Nazione>IT</Nazione></Sede>
    </CessionarioCommittente>
  </FatturaElettronicaHeader>
  BODY
</p:FatturaElettronica>"""
BODY = """<FatturaElettronicaBody>
    <DatiGenerali>
      <DatiGeneraliDocumento><TipoDocumento>TIPO</TipoDocumento><Divisa>EUR</Divisa><Data>2026-03-04</Data>
        <Numero>12/A</Numero><ScontoMaggiorazione><Tipo>SC</Tipo><Importo>5.00</Importo></ScontoMaggiorazione>
        <Causale>Prima riga</Causale><Causale>Seconda riga</Causale></DatiGeneraliDocumento>
      <DatiOrdineAcquisto><IdDocumento>PO-7</IdDocumento></DatiOrdineAcquisto>
      <DatiContratto><IdDocumento>C-9</IdDocumento></DatiContratto>
      <DatiFattureCollegate><IdDocumento>10/A</IdDocumento><Data>2026-01-05</Data></DatiFattureCollegate>
    </DatiGenerali>
    <DatiBeniServizi>
      <DettaglioLinee><NumeroLinea>1</NumeroLinea>
        <CodiceArticolo><CodiceTipo>X</CodiceTipo><CodiceValore>T-1</CodiceValore></CodiceArticolo>
        <Descrizione>Tavolo</Descrizione><Quantita>2.00</Quantita><UnitaMisura>PZ</UnitaMisura>
        <PrezzoUnitario>60.00</PrezzoUnitario>
        <ScontoMaggiorazione><Tipo>SC</Tipo><Percentuale>10.00</Percentuale></ScontoMaggiorazione>
        <PrezzoTotale>108.00</PrezzoTotale><AliquotaIVA>22.00</AliquotaIVA></DettaglioLinee>
      <DettaglioLinee><NumeroLinea>2</NumeroLinea><Descrizione>Bollo</Descrizione><PrezzoUnitario>2.00</PrezzoUnitario>
        <PrezzoTotale>2.00</PrezzoTotale><AliquotaIVA>0.00</AliquotaIVA><Natura>N2.2</Natura></DettaglioLinee>
      <DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>108.00</ImponibileImporto>
        <Imposta>23.76</Imposta></DatiRiepilogo>
      <DatiRiepilogo><AliquotaIVA>0.00</AliquotaIVA><Natura>N2.2</Natura><ImponibileImporto>2.00</ImponibileImporto>
        <Imposta>0.00</Imposta><RiferimentoNormativo>Art. 15</RiferimentoNormativo></DatiRiepilogo>
    </DatiBeniServizi>
    <DatiPagamento><DettaglioPagamento><ModalitaPagamento>MP05</ModalitaPagamento>
      <DataScadenzaPagamento>2026-04-03</DataScadenzaPagamento><ImportoPagamento>133.76</ImportoPagamento>
      <IBAN>IT60X0542811101000000123456</IBAN><BIC>BLOPIT22</BIC></DettaglioPagamento>MORE</DatiPagamento>
  </FatturaElettronicaBody>"""


def fattura(kind="TD01", more="", bodies=1):
    body = BODY.replace("TIPO", kind).replace("MORE", more)
    return read_einvoices(FATTURA.replace("BODY", body * bodies).encode())


def test_fatturapa_header_parties_lines_taxes_and_totals():
    (found,) = fattura()
    values = {path: str(value) for path, value in found.values().items()}
    assert {
        "number": "12/A",
        "document_type": "invoice",
        "issue_date": "2026-03-04",
        "due_date": "2026-04-03",
        "currency": "EUR",
        "purchase_order": "PO-7",
        "contract": "C-9",
        "seller.name": "Falegnameria Quercia SRL",
        "seller.vat_id": "IT01234567897",
        "seller.tax_id": "01234567897",
        "seller.registration_id": "RM-123456",
        "seller.address.text": "Via dei Tigli, 4, 00100 Roma",
        "seller.address.country": "IT",
        "seller.phone": "06555000",
        "buyer.name": "Maria Esempio",
        "buyer.tax_id": "RSSMRA80A01H501U",
        "lines[0].amount": "108.00",
        "lines[0].item_code": "T-1",
        "lines[0].allowances[0].rate": "10.00",
        "lines[0].tax_category": "S",
        "lines[1].tax_category": "O",
        "taxes[0].base": "108.00",
        "taxes[1].category": "O",
        "taxes[1].exemption_reason": "Art. 15",
        "allowances[0].amount": "5.00",
        "subtotal": "110.00",
        "tax_total": "23.76",
        "total": "133.76",
        "amount_due": "133.76",
        "payment.means": "30",
        "payment.iban": "IT60X0542811101000000123456",
        "preceding_invoices[0].number": "10/A",
        "notes[1]": "Seconda riga",
    }.items() <= values.items()
    assert "lines[1].quantity" not in values
    assert "prices_include_tax" not in values


@pytest.mark.parametrize(
    ("kind", "document_type"),
    [("TD04", "credit_note"), ("TD02", "prepayment"), ("TD20", "self_billed"), ("TD24", "invoice"), ("TD99", None)],
)
def test_fatturapa_types(kind, document_type):
    assert fattura(kind)[0].document.document_type == document_type


def test_instalments_have_no_common_due_date():
    second = (
        "<DettaglioPagamento><ModalitaPagamento>MP05</ModalitaPagamento>"
        "<DataScadenzaPagamento>2026-05-03</DataScadenzaPagamento><ImportoPagamento>10.00</ImportoPagamento>"
        "</DettaglioPagamento>"
    )
    document = fattura(more=second)[0].document
    assert (document.due_date, document.amount_due) == (None, Decimal("143.76"))


def test_several_bodies_are_several_invoices():
    found = fattura(bodies=3)
    assert [(each.document.number, each.document.seller.vat_id) for each in found] == [("12/A", "IT01234567897")] * 3


FACTURAE = b"""<?xml version="1.0" encoding="UTF-8"?>
<fe:Facturae xmlns:fe="http://www.facturae.gob.es/formato/Versiones/Facturaev3_2_2.xml">
  <FileHeader><SchemaVersion>3.2.2</SchemaVersion></FileHeader>
  <Parties>
    <SellerParty>
      <TaxIdentification><PersonTypeCode>J</PersonTypeCode><TaxIdentificationNumber>ESA00000000</TaxIdentificationNumber>
      </TaxIdentification>
      <LegalEntity><CorporateName>Viveros Olmo SA</CorporateName>
        <AddressInSpain><Address>Calle Prueba 2</Address><PostCode>28001</PostCode><Town>Madrid</Town>
          <Province>Madrid</Province><CountryCode>ESP</CountryCode></AddressInSpain>
        <ContactDetails><Telephone>910000000</Telephone><WebAddress>olmo.example</WebAddress></ContactDetails>
      </LegalEntity>
    </SellerParty>
    <BuyerParty>
      <TaxIdentification><TaxIdentificationNumber>00000000T</TaxIdentificationNumber></TaxIdentification>
      <Individual><Name>Ana</Name><FirstSurname>Muestra</FirstSurname><SecondSurname>Prueba</SecondSurname>
        <OverseasAddress><Address>Rua 1</Address><PostCodeAndTown>1000 Lisboa</PostCodeAndTown><Province>L</Province>
          <CountryCode>PRT</CountryCode></OverseasAddress></Individual>
    </BuyerParty>
  </Parties>
  <Invoices><Invoice>
    <InvoiceHeader><InvoiceNumber>42</InvoiceNumber><InvoiceSeriesCode>F26</InvoiceSeriesCode>
      <InvoiceClass>OR</InvoiceClass>
      <Corrective><InvoiceNumber>41</InvoiceNumber><InvoiceSeriesCode>F26</InvoiceSeriesCode></Corrective>
    </InvoiceHeader>
    <InvoiceIssueData><IssueDate>2026-03-04</IssueDate><OperationDate>2026-03-01</OperationDate>
      <InvoicingPeriod><StartDate>2026-02-01</StartDate><EndDate>2026-02-28</EndDate></InvoicingPeriod>
      <InvoiceCurrencyCode>EUR</InvoiceCurrencyCode></InvoiceIssueData>
    <TaxesOutputs><Tax><TaxTypeCode>01</TaxTypeCode><TaxRate>21.00</TaxRate>
      <TaxableBase><TotalAmount>95.00</TotalAmount></TaxableBase><TaxAmount><TotalAmount>19.95</TotalAmount></TaxAmount>
    </Tax></TaxesOutputs>
    <InvoiceTotals><TotalGrossAmount>100.00</TotalGrossAmount>
      <GeneralDiscounts><Discount><DiscountReason>Dto</DiscountReason><DiscountRate>5.00</DiscountRate>
        <DiscountAmount>5.00</DiscountAmount></Discount></GeneralDiscounts>
      <TotalGeneralDiscounts>5.00</TotalGeneralDiscounts>
      <TotalGrossAmountBeforeTaxes>95.00</TotalGrossAmountBeforeTaxes><TotalTaxOutputs>19.95</TotalTaxOutputs>
      <InvoiceTotal>114.95</InvoiceTotal><TotalExecutableAmount>114.95</TotalExecutableAmount></InvoiceTotals>
    <Items><InvoiceLine><ItemDescription>Olivo</ItemDescription><Quantity>4.0</Quantity>
      <UnitOfMeasure>01</UnitOfMeasure><UnitPriceWithoutTax>25.000000</UnitPriceWithoutTax>
      <GrossAmount>100.000000</GrossAmount><TaxesOutputs><Tax><TaxRate>21.00</TaxRate></Tax></TaxesOutputs>
    </InvoiceLine></Items>
    <PaymentDetails><Installment><InstallmentDueDate>2026-04-03</InstallmentDueDate><PaymentMeans>04</PaymentMeans>
      <AccountToBeCredited><IBAN>ES9121000418450200051332</IBAN></AccountToBeCredited></Installment></PaymentDetails>
    <LegalLiterals><LegalReference>Nota</LegalReference></LegalLiterals>
  </Invoice></Invoices>
</fe:Facturae>"""


def test_facturae_header_parties_lines_taxes_and_totals():
    (found,) = read_einvoices(FACTURAE)
    document = found.document
    assert (document.number, document.document_type) == ("F26-42", "corrected")
    assert document.preceding_invoices[0].number == "F26-41"
    assert (document.seller.name, document.seller.vat_id) == ("Viveros Olmo SA", "ESA00000000")
    assert (document.seller.address.country, document.seller.address.text) == ("ES", "Calle Prueba 2, 28001 Madrid")
    assert (document.buyer.name, document.buyer.tax_id, document.buyer.vat_id) == (
        "Ana Muestra Prueba",
        "00000000T",
        None,
    )
    assert document.buyer.address.country == "PT"
    assert (document.issue_date, document.due_date) == (date(2026, 3, 4), date(2026, 4, 3))
    assert (document.lines_total, document.allowance_total, document.subtotal) == (100, 5, 95)
    assert (document.tax_total, document.total, document.amount_due) == (
        Decimal("19.95"),
        Decimal("114.95"),
        Decimal("114.95"),
    )
    (line,) = document.lines
    assert (line.quantity, line.unit, line.amount, line.tax_rate) == (4, "C62", 100, 21)
    assert (document.taxes[0].base, document.taxes[0].amount) == (95, Decimal("19.95"))
    assert (document.payment.means, document.payment.iban) == ("30", "ES9121000418450200051332")
    assert document.notes == ("Nota",)
    assert document.seller.website == "olmo.example"


ZUGFERD_1 = b"""<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
 <rsm:SpecifiedExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
  <ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:comfort</ram:ID>
 </ram:GuidelineSpecifiedDocumentContextParameter></rsm:SpecifiedExchangedDocumentContext>
 <rsm:HeaderExchangedDocument><ram:ID>1</ram:ID><ram:TypeCode>380</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">20130305</udt:DateTimeString></ram:IssueDateTime>
 </rsm:HeaderExchangedDocument>
 <rsm:SpecifiedSupplyChainTradeTransaction>
  <ram:ApplicableSupplyChainTradeAgreement>
   <ram:BuyerOrderReferencedDocument><ram:ID>PO-1</ram:ID></ram:BuyerOrderReferencedDocument>
  </ram:ApplicableSupplyChainTradeAgreement>
  <ram:ApplicableSupplyChainTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:SpecifiedLogisticsServiceCharge><ram:Description>Fracht</ram:Description>
    <ram:AppliedAmount currencyID="EUR">5.80</ram:AppliedAmount></ram:SpecifiedLogisticsServiceCharge>
   <ram:SpecifiedTradeSettlementMonetarySummation><ram:GrandTotalAmount currencyID="EUR">24.80</ram:GrandTotalAmount>
   </ram:SpecifiedTradeSettlementMonetarySummation>
  </ram:ApplicableSupplyChainTradeSettlement>
  <ram:IncludedSupplyChainTradeLineItem>
   <ram:SpecifiedSupplyChainTradeDelivery><ram:BilledQuantity unitCode="C62">2.0000</ram:BilledQuantity>
   </ram:SpecifiedSupplyChainTradeDelivery>
   <ram:SpecifiedSupplyChainTradeSettlement>
    <ram:ApplicableTradeTax><ram:ApplicablePercent>19.00</ram:ApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradeSettlementMonetarySummation><ram:LineTotalAmount currencyID="EUR">19.00</ram:LineTotalAmount>
    </ram:SpecifiedTradeSettlementMonetarySummation>
   </ram:SpecifiedSupplyChainTradeSettlement>
   <ram:SpecifiedTradeProduct><ram:Name>Papier</ram:Name></ram:SpecifiedTradeProduct>
  </ram:IncludedSupplyChainTradeLineItem>
 </rsm:SpecifiedSupplyChainTradeTransaction>
</rsm:CrossIndustryDocument>"""


def test_zugferd_1_is_cii_by_other_names():
    (found,) = read_einvoices(ZUGFERD_1)
    assert found.syntax == "zugferd1"
    assert found.profile == "urn:ferd:CrossIndustryDocument:invoice:1p0:comfort"
    document = found.document
    assert (document.number, document.issue_date, document.total) == ("1", date(2013, 3, 5), Decimal("24.80"))
    assert (document.purchase_order, document.charges[0].amount) == ("PO-1", Decimal("5.80"))
    (line,) = document.lines
    assert (line.description, line.quantity, line.amount, line.tax_rate) == ("Papier", 2, 19, 19)
    assert found.unread == ()
