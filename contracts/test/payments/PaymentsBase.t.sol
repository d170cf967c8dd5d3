// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPayee} from "src/interfaces/IPayee.sol";
import {IRefundee} from "src/interfaces/IRefundee.sol";
import {Ledger} from "src/Ledger.sol";
import {Payments} from "src/Payments.sol";
import {Confirmations, Fact} from "src/types/Fact.sol";
import {Receipt as Slip, Refund} from "src/types/Receipt.sol";

import {FactsBase} from "../facts/FactsBase.t.sol";
import {Striker} from "../mocks/Striker.sol";

/// @notice A processor account whose payments the quorum attests, and a shop they are for.
/// @dev A receipt is called a slip here: the test library has a `Receipt` of its own.
abstract contract PaymentsBase is FactsBase {
    bytes32 internal constant XTS = "XTS";
    bytes32 internal constant PROCESSOR = keccak256("processor");
    bytes32 internal constant KEY = keccak256("key");
    uint40 internal constant OBSERVED = 1_699_900_000;
    uint40 internal constant WON = 1_700_100_000;
    bytes32 internal constant ACCOUNT = keccak256("account");
    uint32 internal constant DURATION = 30 days;

    Payments internal payments;
    Shop internal shop;
    uint256 internal id;

    function setUp() public virtual override {
        super.setUp();
        payments = Payments(_deploy("Payments", abi.encode(ledger, facts)));
        shop = new Shop(ledger);
        id = payments.idOf(quorum, XTS, PROCESSOR);
    }

    /* WHAT THE WORLD SAYS */

    function _receipt() internal view returns (Slip memory) {
        return Slip({
            quorum: quorum,
            currency: XTS,
            processor: PROCESSOR,
            transaction: keccak256("transaction"),
            payer: alice.account,
            amount: 1000,
            bookedAt: 1_699_950_000,
            payee: address(shop),
            key: KEY,
            gasLimit: 300_000
        });
    }

    /// @dev A payment to the payer alone.
    function _plain() internal view returns (Slip memory receipt) {
        receipt = _receipt();
        receipt.payee = address(0);
    }

    function _refundOf(Slip memory receipt, uint128 amount) internal pure returns (Refund memory) {
        return Refund(_paymentKey(receipt), keccak256("refund"), amount, 1_699_990_000);
    }

    /// @dev A payment to a processor account that withholds the rate, declared; `id` becomes that of its units.
    function _reserved(uint16 rate) internal returns (Slip memory receipt) {
        receipt = _receipt();
        receipt.processor = payments.declareReserve(ACCOUNT, rate, DURATION);
        id = payments.idOf(quorum, XTS, receipt.processor);
    }

    /* WHAT THE NODES SIGN */

    function _paymentFact(Slip memory receipt) internal view returns (Fact memory) {
        return Fact({
            quorum: receipt.quorum,
            audience: address(payments),
            topic: keccak256("concordat.payment"),
            subject: _paymentKey(receipt),
            round: 0,
            value: keccak256(abi.encode(receipt)),
            observedAt: OBSERVED,
            validUntil: 0
        });
    }

    function _refundFact(bytes32 quorum_, Refund memory refund) internal view returns (Fact memory) {
        return Fact({
            quorum: quorum_,
            audience: address(payments),
            topic: keccak256("concordat.refund"),
            subject: keccak256(abi.encode(refund.paymentKey, refund.refundId)),
            round: 0,
            value: keccak256(abi.encode(refund)),
            observedAt: OBSERVED,
            validUntil: 0
        });
    }

    function _disputeFact(bytes32 quorum_, Refund memory disputed) internal view returns (Fact memory fact) {
        fact = _refundFact(quorum_, disputed);
        fact.topic = keccak256("concordat.dispute");
    }

    function _wonFact(bytes32 quorum_, Refund memory disputed) internal view returns (Fact memory fact) {
        fact = _disputeFact(quorum_, disputed);
        fact.round = 1;
        fact.value = keccak256(abi.encode(disputed, WON));
    }

    function _paymentKey(Slip memory receipt) internal pure returns (bytes32) {
        return keccak256(abi.encode(receipt.processor, receipt.transaction));
    }

    /* WHAT IS SUBMITTED */

    function _issueCall(Slip memory receipt) internal returns (bytes memory) {
        Confirmations memory given = _confirmations(_paymentFact(receipt));
        return abi.encodeCall(Payments.issue, (receipt, OBSERVED, given));
    }

    function _refundCall(Slip memory receipt, Refund memory refund) internal returns (bytes memory) {
        Confirmations memory given = _confirmations(_refundFact(receipt.quorum, refund));
        return abi.encodeCall(Payments.refund, (receipt, refund, OBSERVED, given));
    }

    function _disputeCall(Slip memory receipt, Refund memory disputed) internal returns (bytes memory) {
        Confirmations memory given = _confirmations(_disputeFact(receipt.quorum, disputed));
        return abi.encodeCall(Payments.dispute, (receipt, disputed, OBSERVED, given));
    }

    function _reinstateCall(Slip memory receipt, Refund memory disputed) internal returns (bytes memory) {
        Confirmations memory given = _confirmations(_wonFact(receipt.quorum, disputed));
        return abi.encodeCall(Payments.reinstate, (receipt, disputed, WON, OBSERVED, given));
    }

    function _issue(Slip memory receipt) internal {
        payments.issue(receipt, OBSERVED, _confirmations(_paymentFact(receipt)));
    }

    function _refund(Slip memory receipt, Refund memory refund) internal {
        payments.refund(receipt, refund, OBSERVED, _confirmations(_refundFact(receipt.quorum, refund)));
    }

    function _dispute(Slip memory receipt, Refund memory disputed) internal {
        payments.dispute(receipt, disputed, OBSERVED, _confirmations(_disputeFact(receipt.quorum, disputed)));
    }

    function _reinstate(Slip memory receipt, Refund memory disputed) internal {
        payments.reinstate(receipt, disputed, WON, OBSERVED, _confirmations(_wonFact(receipt.quorum, disputed)));
    }

    /// @dev Calls as anyone and decodes the gas error, with what was given and needed.
    function _expectStarved(uint256 gasGiven, bytes memory call) internal returns (uint256 given, uint256 needed) {
        (bool done, bytes memory reason) = address(payments).call{gas: gasGiven}(call);
        assertFalse(done);
        assertEq(bytes4(reason), Payments.GasNotAvailable.selector);
        assembly ("memory-safe") {
            given := mload(add(reason, 0x24))
            needed := mload(add(reason, 0x44))
        }
        assertLt(given, needed);
    }

    /* WHERE UNITS ARE */

    function _heldBy(address account) internal view returns (uint256) {
        return ledger.balanceOf(account, id);
    }

    function _heldAt(address owner, bytes32 key) internal view returns (uint256) {
        return ledger.balanceOf(ledger.accountOf(owner, key), id);
    }

    function _receivableKey(address debtor, bytes32 key) internal view returns (bytes32) {
        return keccak256(abi.encode(debtor, key, id));
    }

    /// @dev PAYMENTS-1 for the one series: what the processor holds is told by the caller.
    function _assertBalanced(uint256 processorHolds) internal view {
        assertEq(payments.dueFromProcessor(id), int256(processorHolds));
    }

    function _assertTotals(uint256 receivables, uint256 inFlight, uint256 reserve) internal view {
        assertEq(abi.encode(payments.totalsOf(id)), abi.encode(receivables, inFlight, reserve));
    }
}

/// @notice A payee that does what it is told: takes, refuses at once or in the end, burns gas, answers too much, or calls back.
contract Shop is IPayee, IRefundee, Striker {
    enum Mode {
        Honest,
        Refusing,
        Burning,
        Bombing,
        Answering,
        Regretting
    }

    struct Told {
        bytes32 paymentKey;
        bytes32 key;
        uint256 id;
        uint128 amount;
        uint40 bookedAt;
    }

    Ledger private immutable LEDGER;

    Mode public mode;
    /// @dev What it gives back of a refund at the most, and how much it claims beyond.
    uint256 public most = type(uint256).max;
    uint128 public lie;
    /// @dev What it gives back of a payment at the most.
    uint256 public repaid;
    /// @dev What taking a payment costs it, in gas.
    uint256 public effort;

    address public payer;
    uint256 public amount;
    bytes public data;
    Told public told;

    constructor(Ledger ledger) {
        LEDGER = ledger;
    }

    function behave(Mode mode_) external {
        mode = mode_;
    }

    function give(uint256 most_, uint128 lie_) external {
        (most, lie) = (most_, lie_);
    }

    function giveOfPayment(uint256 repaid_) external {
        repaid = repaid_;
    }

    function labour(uint256 effort_) external {
        effort = effort_;
    }

    function onPayment(address payer_, bytes32 key, uint256 id, uint256 amount_, bytes calldata data_)
        external
        returns (bytes4)
    {
        uint256 start = gasleft();
        require(msg.sender == address(LEDGER), "not the ledger");
        _act();
        if (effort != 0) {
            while (start - gasleft() < effort) {}
            return IPayee.onPayment.selector;
        }
        (payer, amount, data) = (payer_, amount_, data_);
        if (repaid != 0) repay(key, id, repaid < amount_ ? repaid : amount_);
        _strike();
        require(mode != Mode.Regretting, "regretted");
        return IPayee.onPayment.selector;
    }

    function onRefund(bytes32 paymentKey, bytes32 key, uint256 id, uint128 amount_, uint40 bookedAt)
        external
        returns (uint128 returned)
    {
        _act();
        told = Told(paymentKey, key, id, amount_, bookedAt);
        uint256 held = LEDGER.balanceOf(LEDGER.accountOf(address(this), key), id);
        uint256 moved = held < most ? held : most;
        if (moved > amount_) moved = amount_;
        repay(key, id, moved);
        _strike();
        require(mode != Mode.Regretting, "regretted");
        return uint128(moved) + lie;
    }

    function repay(bytes32 key, uint256 id, uint256 amount_) public {
        bytes32 receivableKey = keccak256(abi.encode(address(this), key, id));
        LEDGER.move(key, LEDGER.accountOf(address(uint160(id)), receivableKey), id, amount_);
    }

    function _act() private view {
        require(mode != Mode.Refusing, "refused");
        if (mode == Mode.Burning) while (true) {}
        if (mode == Mode.Bombing) {
            assembly ("memory-safe") {
                revert(0, 200000)
            }
        }
        if (mode == Mode.Answering) {
            assembly ("memory-safe") {
                return(0, 100000)
            }
        }
    }
}
