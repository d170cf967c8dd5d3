// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Payments} from "src/Payments.sol";
import {Receipt as Slip, Refund} from "src/types/Receipt.sol";

import {HashVectors} from "../HashVectors.t.sol";

/// Branch tree of vectors/hashes.json:
/// ├── payments: keys, subjects and values of payments and refunds are those the nodes sign
/// └── series: the units of a quorum, currency and processor have the id that TypeScript computes
contract PaymentsHashTest is HashVectors {
    Payments private _payments;

    function setUp() public override {
        super.setUp();
        _payments = Payments(_deployAt(".contracts.payments", "Payments", abi.encode(ledger, _deploy("Facts"))));
    }

    function test_paymentsHashLikeTheNodes() public view {
        _each(".payments", _comparePayment);
    }

    function _comparePayment(string memory at) private view {
        Slip memory receipt = abi.decode(_data(at, ".receipt"), (Slip));
        Refund memory refund = abi.decode(_data(at, ".refund"), (Refund));
        bytes32 paymentKey = _payments.paymentKeyOf(receipt.processor, receipt.transaction);
        assertEq(paymentKey, _hash(at, ".paymentKey"), "payment key");
        assertEq(keccak256(abi.encode(receipt)), _hash(at, ".receiptHash"), "receipt");
        assertEq(keccak256(abi.encode(refund)), _hash(at, ".refundHash"), "refund");
        assertEq(keccak256(abi.encode(paymentKey, refund.refundId)), _hash(at, ".refundSubject"), "refund's subject");
        bytes32 receivable = _payments.receivableKeyOf(_account(at, ".payee"), _hash(at, ".key"), _number(at, ".id"));
        assertEq(receivable, _hash(at, ".receivableKey"), "receivable key");
    }

    function test_seriesAreNumberedLikeTheWallet() public view {
        _each(".series", _compareSeries);
    }

    function _compareSeries(string memory at) private view {
        (bytes32 quorum, bytes32 currency) = (_hash(at, ".quorum"), _hash(at, ".currency"));
        assertEq(_payments.seriesOf(quorum, currency, _hash(at, ".processor")), _number(at, ".series"), "series");
        assertEq(_payments.idOf(quorum, currency, _hash(at, ".processor")), _number(at, ".id"), "id");
    }
}
