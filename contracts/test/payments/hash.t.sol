// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {stdJson} from "forge-std/StdJson.sol";

import {Payments} from "src/Payments.sol";
import {TOPIC_DISPUTE, TOPIC_PAYMENT, TOPIC_PAYOUT, TOPIC_REFUND} from "src/types/Fact.sol";
import {InstructionState, PayoutAccount} from "src/types/Payout.sol";
import {Receipt as Slip, Refund} from "src/types/Receipt.sol";

import {HashVectors} from "../HashVectors.t.sol";

/// @notice What a payer authorises at a processor. Nodes check it, no contract does.
struct PaymentOrder {
    address payer;
    address payee;
    bytes32 agreement;
    bytes32 currency;
    uint256 amount;
    bytes32 processor;
    string purpose;
    uint256 nonce;
    uint256 expiry;
}

bytes32 constant ORDER_TYPEHASH = keccak256(
    "PaymentOrder(address payer,address payee,bytes32 agreement,bytes32 currency,uint256 amount,bytes32 processor,string purpose,uint256 nonce,uint256 expiry)"
);
bytes32 constant DOMAIN_TYPEHASH =
    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

/// Branch tree of vectors/hashes.json:
/// ├── topics: the contracts' topics are those the nodes sign
/// ├── payments: keys, subjects and values of payments, refunds and disputes are those the nodes sign
/// ├── payouts: keys and instructions are those the processor is told
/// ├── reports: values of what became of an instruction are those the nodes sign
/// ├── reserves: a processor account with a reserve has the name that TypeScript computes
/// ├── processors: the name of an account at a processor is the hash that TypeScript computes
/// ├── orders: what a payer signs is the typed data that wallets show
/// └── series: the units of a quorum, currency and processor have the id that TypeScript computes
contract PaymentsHashTest is HashVectors {
    using stdJson for string;

    Payments private _payments;

    function setUp() public override {
        super.setUp();
        _payments = Payments(_deployAt(".contracts.payments", "Payments", abi.encode(ledger, _deploy("Facts"))));
    }

    function test_paymentsHashLikeTheNodes() public view {
        _each(".payments", _comparePayment);
    }

    function test_topicsAreTheNodes() public view {
        assertEq(TOPIC_PAYMENT, _hash(".topics", ".payment"));
        assertEq(TOPIC_REFUND, _hash(".topics", ".refund"));
        assertEq(TOPIC_DISPUTE, _hash(".topics", ".dispute"));
        assertEq(TOPIC_PAYOUT, _hash(".topics", ".payout"));
    }

    function _comparePayment(string memory at) private view {
        Slip memory receipt = abi.decode(_data(at, ".receipt"), (Slip));
        Refund memory refund = abi.decode(_data(at, ".refund"), (Refund));
        bytes32 paymentKey = _payments.paymentKeyOf(receipt.processor, receipt.transaction);
        assertEq(paymentKey, _hash(at, ".paymentKey"), "payment key");
        assertEq(keccak256(abi.encode(receipt)), _hash(at, ".receiptHash"), "receipt");
        assertEq(keccak256(abi.encode(refund)), _hash(at, ".refundHash"), "refund");
        assertEq(keccak256(abi.encode(paymentKey, refund.refundId)), _hash(at, ".refundSubject"), "refund's subject");
        uint40 wonAt = uint40(_number(at, ".wonAt"));
        assertEq(keccak256(abi.encode(refund, wonAt)), _hash(at, ".disputeWonHash"), "dispute won");
        bytes32 receivable = _payments.receivableKeyOf(_account(at, ".payee"), _hash(at, ".key"), _number(at, ".id"));
        assertEq(receivable, _hash(at, ".receivableKey"), "receivable key");
    }

    function test_payoutsAreNamedLikeAtTheProcessor() public view {
        _each(".payouts", _comparePayout);
    }

    function _comparePayout(string memory at) private view {
        PayoutAccount memory to = abi.decode(_data(at, ".to"), (PayoutAccount));
        bytes32 key = _payments.payoutKeyOf(to);
        assertEq(key, _hash(at, ".payoutKey"), "payout key");
        uint64 sequence = uint64(_number(at, ".sequence"));
        assertEq(_payments.instructionOf(key, sequence), _hash(at, ".instruction"), "instruction");
    }

    function test_reportsHashLikeTheNodes() public view {
        _each(".reports", _compareReport);
    }

    function _compareReport(string memory at) private view {
        InstructionState state = InstructionState(_number(at, ".state"));
        assertEq(keccak256(abi.encode(state, _hash(at, ".evidence"))), _hash(at, ".hash"), "report");
    }

    function test_reservesAreNamedLikeTheNodes() public {
        for (uint256 i; i < 3; ++i) {
            string memory at = string.concat(".reserves[", vm.toString(i), "]");
            (uint256 rate, uint256 duration) = (_number(at, ".rate"), _number(at, ".duration"));
            bytes32 processor = _payments.declareReserve(_hash(at, ".account"), uint16(rate), uint32(duration));
            assertEq(processor, _hash(at, ".processor"), "processor");
        }
    }

    function test_processorAccountsAreNamedLikeTheNodes() public {
        for (uint256 i; i < 3; ++i) {
            string memory at = string.concat(".processors[", vm.toString(i), "]");
            bytes32 rail = bytes32(bytes(_json.readString(string.concat(at, ".rail"))));
            bytes32 account = keccak256(bytes(_json.readString(string.concat(at, ".account"))));
            bytes32 name = keccak256(abi.encode(rail, account));
            (uint256 rate, uint256 duration) = (_number(at, ".rate"), _number(at, ".duration"));
            if (rate != 0) name = _payments.declareReserve(name, uint16(rate), uint32(duration));
            assertEq(name, _hash(at, ".processor"), "processor");
        }
    }

    function test_ordersAreSignedLikeInTheWallet() public view {
        _each(".orders", _compareOrder);
    }

    function _compareOrder(string memory at) private view {
        PaymentOrder memory order = abi.decode(_data(at, ".order"), (PaymentOrder));
        bytes32 hash = keccak256(
            abi.encode(
                ORDER_TYPEHASH,
                order.payer,
                order.payee,
                order.agreement,
                order.currency,
                order.amount,
                order.processor,
                keccak256(bytes(order.purpose)),
                order.nonce,
                order.expiry
            )
        );
        assertEq(hash, _hash(at, ".structHash"), "struct");
        bytes32 domain = keccak256(
            abi.encode(
                DOMAIN_TYPEHASH, keccak256("Concordat Payments"), keccak256("1"), block.chainid, address(_payments)
            )
        );
        assertEq(keccak256(abi.encodePacked(hex"1901", domain, hash)), _hash(at, ".digest"), "digest");
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
