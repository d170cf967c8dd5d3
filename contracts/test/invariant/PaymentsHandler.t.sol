// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "src/Ledger.sol";
import {Payments} from "src/Payments.sol";
import {InstructionState, PayoutAccount} from "src/types/Payout.sol";
import {Booking, Receipt as Slip, Refund} from "src/types/Receipt.sol";

import {Shop} from "../payments/PaymentsBase.t.sol";
import {PayoutsBase} from "../payments/PayoutsBase.t.sol";

/// @notice A processor account with a reserve that takes, refunds and pays out, loses and wins disputes, and everyone who gets its
/// units. It keeps what the processor holds and what became of every instruction.
contract PaymentsHandler is PayoutsBase {
    struct Back {
        uint256 payment;
        Refund refund;
        bool isDispute;
        bool isWon;
    }

    struct Order {
        uint256 owner;
        uint64 sequence;
        uint128 amount;
        InstructionState state;
    }

    /// @notice What the processor account holds, in the smallest unit of the series; below zero when it owes.
    int256 public processorHolds;
    /// @notice How often something was accepted that happens once, or a refund or dispute above its payment.
    uint256 public acceptedAgain;
    /// @notice How often an instruction went back, or was made of nothing.
    uint256 public wentBack;
    /// @notice What instructions took, and what came back to owners, both by the balances of accounts.
    uint256 public taken;
    uint256 public givenBack;

    bytes32 private _processor;
    Slip[] private _slips;
    mapping(uint256 payment => uint256 sum) private _wentBackOf;
    Back[] private _backs;
    Order[] private _orders;
    bytes32[2] private _keys = [bytes32("one"), bytes32("two")];

    constructor() {
        setUp();
        _processor = _reserved(1000).processor;
        for (uint256 i; i < 4; ++i) {
            issue(1e9, i > 1, i, i, 0);
        }
    }

    function subjects() external view returns (Payments, Ledger, uint256) {
        return (payments, ledger, id);
    }

    /* PAYMENTS */

    function issue(uint128 amount, bool plain, uint256 key, uint256 payer, uint8 mode) public {
        Slip memory slip = _receipt();
        slip.processor = _processor;
        slip.transaction = bytes32(_slips.length);
        slip.amount = uint128(bound(amount, 0, 1e12));
        slip.payer = _payer(payer);
        slip.key = _keys[key % 2];
        if (plain) slip.payee = address(0);
        shop.behave(Shop.Mode(mode % 2));
        shop.giveOfPayment(0);

        _issue(slip);
        _slips.push(slip);
        processorHolds += int256(uint256(slip.amount));
    }

    function refund(uint256 payment, uint128 amount, uint256 most, uint8 mode) external {
        if (_slips.length != 0) _book(payment, amount, most, mode, false);
    }

    function dispute(uint256 payment, uint128 amount, uint256 most, uint8 mode) external {
        if (_slips.length != 0) _book(payment, amount, most, mode, true);
    }

    function reinstate(uint256 which, uint256 given, uint8 mode) external {
        if (_backs.length == 0) return;
        Back storage back = _backs[bound(which, 0, _backs.length - 1)];
        if (!back.isDispute || back.isWon) return;
        shop.behave(Shop.Mode(mode % 2));
        shop.giveOfPayment(given);

        _reinstate(_slips[back.payment], back.refund);
        back.isWon = true;
        _wentBackOf[back.payment] -= back.refund.amount;
        processorHolds += int256(uint256(back.refund.amount));
    }

    function release(uint256 payment) external {
        if (_slips.length == 0) return;
        Slip memory slip = _slips[bound(payment, 0, _slips.length - 1)];
        Booking memory booking = payments.bookingOf(quorum, _paymentKey(slip));
        if (booking.withheld == 0) return;
        if (block.timestamp < booking.releasableAt) vm.warp(booking.releasableAt);

        payments.release(slip);
    }

    /* PAYOUTS */

    function fund(uint256 owner, uint256 amount) external {
        address account = _payer(owner);
        address to = _addressOf(_payoutOf(owner));
        amount = bound(amount, 0, _heldBy(account));
        vm.prank(account);
        ledger.transfer(to, id, amount);
    }

    function instruct(uint256 owner, bool byOwner) external {
        PayoutAccount memory to = _payoutOf(owner);
        uint256 held = _heldBy(_addressOf(to));
        bool isDue = held != 0 && (byOwner || held >= to.minimum);
        vm.prank(byOwner ? to.owner : address(this));
        (bool done,) = address(payments).call(abi.encodeCall(payments.instruct, (to)));

        if (done != isDue) ++wentBack;
        if (done) _order(owner, held - _heldBy(_addressOf(to)));
    }

    function payOut(uint256 payer, uint256 owner, uint256 amount) external {
        PayoutAccount memory to = _payoutOf(owner);
        amount = bound(amount, 0, _heldBy(_payer(payer)));
        uint256 held = _heldBy(_addressOf(to)) + amount;
        if (held < to.minimum) return;
        vm.prank(_payer(payer));
        ledger.pay(address(payments), _payoutKey(to), id, amount, abi.encode(to));

        _order(owner, held - _heldBy(_addressOf(to)));
    }

    function takeBack(uint256 owner) external {
        PayoutAccount memory to = _payoutOf(owner);
        if (_heldBy(_addressOf(to)) == 0) return;
        vm.prank(to.owner);
        payments.takeBack(to, id);
    }

    function report(uint256 which, bool well) external {
        if (_orders.length == 0) return;
        Order storage order = _orders[bound(which, 0, _orders.length - 1)];
        InstructionState next = _after(order.state, well);
        if (next == InstructionState.None) return;
        PayoutAccount memory to = _payoutOf(order.owner);
        uint256 before = _heldBy(to.owner);

        _report(to, order.sequence, next);
        order.state = next;
        givenBack += _heldBy(to.owner) - before;
        if (next == InstructionState.Paid) processorHolds -= int256(uint256(order.amount));
        if (next == InstructionState.Reversed) processorHolds += int256(uint256(order.amount));
    }

    /* WHAT MUST BE REFUSED */

    function issueAgain(uint256 payment, uint128 amount) external {
        if (_slips.length == 0) return;
        Slip memory slip = _slips[bound(payment, 0, _slips.length - 1)];
        if (amount % 2 == 0) slip.amount = amount;
        _mustRevert(_issueCall(slip));
    }

    function bookAgain(uint256 which, uint128 amount, bool asDispute) external {
        if (_backs.length == 0) return;
        Back memory back = _backs[bound(which, 0, _backs.length - 1)];
        if (amount % 2 == 0) back.refund.amount = amount;
        _mustRevert(_bookCall(_slips[back.payment], back.refund, asDispute));
    }

    function bookTooMuch(uint256 payment, uint128 beyond, bool asDispute) external {
        if (_slips.length == 0) return;
        payment = bound(payment, 0, _slips.length - 1);
        Slip memory slip = _slips[payment];
        uint256 rest = slip.amount - _wentBackOf[payment];
        Refund memory refunded = _refundOf(slip, uint128(rest + bound(beyond, 1, 1e12)));
        refunded.refundId = keccak256("too much");
        _mustRevert(_bookCall(slip, refunded, asDispute));
    }

    function reinstateAgain(uint256 which, uint128 amount) external {
        if (_backs.length == 0) return;
        Back memory back = _backs[bound(which, 0, _backs.length - 1)];
        if (back.isDispute && !back.isWon) back.refund.amount += uint128(bound(amount, 1, 1e12));
        _mustRevert(_reinstateCall(_slips[back.payment], back.refund));
    }

    function releaseAgain(uint256 payment) external {
        if (_slips.length == 0) return;
        Slip memory slip = _slips[bound(payment, 0, _slips.length - 1)];
        Booking memory booking = payments.bookingOf(quorum, _paymentKey(slip));
        if (booking.withheld != 0 && block.timestamp >= booking.releasableAt) return;
        _mustRevert(abi.encodeCall(Payments.release, (slip)));
    }

    /// @dev Every state but those that may come next, the present one among them.
    function reportBackwards(uint256 which, uint8 state) external {
        if (_orders.length == 0) return;
        Order memory order = _orders[bound(which, 0, _orders.length - 1)];
        InstructionState next = InstructionState(state % 6);
        if (next == _after(order.state, true) || next == _after(order.state, false)) return;
        if (order.state == InstructionState.Issued && next == InstructionState.Paid) return;
        (bool done,) = address(payments).call(_reportCall(_payoutOf(order.owner), order.sequence, next));
        if (done) ++wentBack;
    }

    /* HOLDERS AND DEBTORS */

    function repay(uint256 key, uint256 amount) external {
        bytes32 which = _keys[key % 2];
        shop.repay(which, id, bound(amount, 0, _heldAt(address(shop), which)));
    }

    function repayAsPayer(uint256 payer, uint256 amount) external {
        address account = _payer(payer);
        address to = ledger.accountOf(address(payments), _receivableKey(account, 0));
        amount = bound(amount, 0, _heldBy(account));
        vm.prank(account);
        ledger.transfer(to, id, amount);
    }

    function collect(uint256 debtor) external {
        (address account, bytes32 key) = _debtor(debtor);
        if (_heldAt(address(payments), _receivableKey(account, key)) == 0) return;
        payments.collect(account, key, id);
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external {
        amount = bound(amount, 0, _heldBy(_payer(from)));
        vm.prank(_payer(from));
        ledger.transfer(_payer(to), id, amount);
    }

    /* SUMS */

    function receivables() external view returns (uint256 sum) {
        for (uint256 i; i < 5; ++i) {
            (address account, bytes32 key) = _debtor(i);
            sum += payments.receivableOf(_receivableKey(account, key));
        }
    }

    function withheld() external view returns (uint256 sum) {
        for (uint256 i; i < _slips.length; ++i) {
            sum += payments.bookingOf(quorum, _paymentKey(_slips[i])).withheld;
        }
    }

    function refundsAreWithinPayments() external view returns (bool) {
        for (uint256 i; i < _slips.length; ++i) {
            uint256 refunded = payments.bookingOf(quorum, _paymentKey(_slips[i])).refunded;
            if (refunded != _wentBackOf[i] || refunded > _slips[i].amount) return false;
        }
        return true;
    }

    function inFlight() external view returns (uint256) {
        return _sumOf(InstructionState.Issued) + _sumOf(InstructionState.Accepted);
    }

    function paidOut() external view returns (uint256) {
        return _sumOf(InstructionState.Paid);
    }

    function statesAreAsReported() external view returns (bool) {
        for (uint256 i; i < _orders.length; ++i) {
            Order memory order = _orders[i];
            bytes32 instruction = _instruction(_payoutOf(order.owner), order.sequence);
            bytes memory kept = abi.encode(payments.stateOf(instruction));
            if (keccak256(kept) != keccak256(abi.encode(order.amount, order.state))) return false;
        }
        return true;
    }

    function _sumOf(InstructionState state) private view returns (uint256 sum) {
        for (uint256 i; i < _orders.length; ++i) {
            if (_orders[i].state == state) sum += _orders[i].amount;
        }
    }

    /* STEPS */

    function _book(uint256 payment, uint128 amount, uint256 most, uint8 mode, bool isDispute) private {
        payment = bound(payment, 0, _slips.length - 1);
        Slip memory slip = _slips[payment];
        Refund memory refunded = _refundOf(slip, uint128(bound(amount, 0, slip.amount - _wentBackOf[payment])));
        refunded.refundId = bytes32(_backs.length);
        shop.behave(Shop.Mode(mode % 2));
        shop.give(most, 0);

        if (isDispute) _dispute(slip, refunded);
        else _refund(slip, refunded);
        _wentBackOf[payment] += refunded.amount;
        _backs.push(Back(payment, refunded, isDispute, false));
        processorHolds -= int256(uint256(refunded.amount));
    }

    function _bookCall(Slip memory slip, Refund memory refunded, bool asDispute) private returns (bytes memory) {
        return asDispute ? _disputeCall(slip, refunded) : _refundCall(slip, refunded);
    }

    function _order(uint256 owner, uint256 amount) private {
        uint64 sequence = payments.countOf(_payoutKey(_payoutOf(owner)));
        _orders.push(Order(owner % 3, sequence, uint128(amount), InstructionState.Issued));
        taken += amount;
    }

    /// @dev What may come next, well or badly; none after the end.
    function _after(InstructionState state, bool well) private pure returns (InstructionState) {
        if (state == InstructionState.Issued) return well ? InstructionState.Accepted : InstructionState.Failed;
        if (state == InstructionState.Accepted) return well ? InstructionState.Paid : InstructionState.Failed;
        if (state == InstructionState.Paid) return well ? InstructionState.None : InstructionState.Reversed;
        return InstructionState.None;
    }

    function _payoutOf(uint256 owner) private view returns (PayoutAccount memory to) {
        to = _payout();
        (to.owner, to.processor) = (_payer(owner), _processor);
    }

    function _debtor(uint256 which) private view returns (address, bytes32) {
        which %= 5;
        return which < 2 ? (address(shop), _keys[which]) : (_payer(which), bytes32(0));
    }

    function _payer(uint256 which) private view returns (address) {
        return [alice.account, bob.account, carol.account][which % 3];
    }

    function _mustRevert(bytes memory call) private {
        (bool done,) = address(payments).call(call);
        if (done) ++acceptedAgain;
    }
}
